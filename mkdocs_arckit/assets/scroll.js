// What is too wide for the screen scrolls; here it gets the focus, so that keys can scroll it too, and says so.
(() => {
  const focusable = () => {
    for (const wide of document.querySelectorAll(".arckit :is(table, pre, pre > code)")) {
      for (let box = wide; !box.matches(".arckit"); box = box.parentElement) {
        const scrolls = box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX)
        if (wide.matches("table")) box.classList.toggle("arckit-wide", scrolls) // which is said above it
        if (scrolls && !box.hasAttribute("tabindex")) box.tabIndex = 0
      }
    }
  }
  const later = () => requestAnimationFrame(focusable) // themes put tables into boxes at the same moment
  document.addEventListener("arckit", later) // the next page, with navigation.instant
  window.addEventListener("resize", later)
  later()

  for (const tab of document.querySelectorAll(".arckit-tabs [aria-current]")) tab.scrollIntoView({ block: "nearest", inline: "center" })
})()
