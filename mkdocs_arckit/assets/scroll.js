// What is too wide for the screen, or long code on a phone, scrolls; here it gets the focus, so that keys can scroll it too.
(() => {
  const hides = (whole, shown, overflow) => whole > shown + 1 && /auto|scroll/.test(overflow)
  const focusable = () => {
    const boxes = []
    for (const wide of document.querySelectorAll(".arckit :is(table, pre, pre > code)")) {
      for (let box = wide; !box.matches(".arckit"); box = box.parentElement) {
        const {overflowX, overflowY} = getComputedStyle(box)
        const sideways = hides(box.scrollWidth, box.clientWidth, overflowX)
        boxes.push({wide, box, sideways, scrolls: sideways || hides(box.scrollHeight, box.clientHeight, overflowY)})
      }
    }
    // Only now: a page that changes between two looks is laid out again for each.
    for (const {wide, box, sideways, scrolls} of boxes) {
      if (wide.matches("table")) box.classList.toggle("arckit-wide", sideways) // which is said above it
      if (scrolls && !box.hasAttribute("tabindex")) box.tabIndex = 0
    }
  }
  const later = () => requestAnimationFrame(focusable) // themes put tables into boxes at the same moment
  document.addEventListener("arckit", later) // the next page, with navigation.instant
  window.addEventListener("resize", later)
  document.addEventListener("toggle", later, true) // what was folded had no room
  later()

  for (const tab of document.querySelectorAll(".arckit-tabs [aria-current]")) tab.scrollIntoView({ block: "nearest", inline: "center" })
})()
