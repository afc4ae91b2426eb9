// What is too wide for the screen scrolls; here it gets the focus, so that keys can scroll it too.
(() => {
  const focusable = () => {
    for (const wide of document.querySelectorAll(".arckit :is(table, pre, pre > code)")) {
      for (let box = wide; !box.matches(".arckit"); box = box.parentElement) {
        const scrolls = box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX)
        if (scrolls && !box.hasAttribute("tabindex")) box.tabIndex = 0
      }
    }
  }
  const later = () => requestAnimationFrame(focusable) // themes put tables into boxes at the same moment
  document.addEventListener("arckit", later) // the next page, with navigation.instant
  window.addEventListener("resize", later)
  later()
})()
