// What is overdue on the day of the reader, who may come long after the page was built.
(() => {
  const words = days =>
    days < -1 ? `${-days} days overdue` : days < 0 ? "1 day overdue" : ["today", "tomorrow"][days] ?? `in ${days} days`

  const update = () => {
    const now = new Date()
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
    const daysTo = element => (Date.parse(element.dataset.arckitDue) - today) / 864e5

    for (const element of document.querySelectorAll("[data-arckit-due]")) {
      const days = daysTo(element)
      const late = element.dataset.arckitLate // what to say of what is overdue, and only of that
      const said = late === undefined ? words(days) : days < 0 ? late.replace("{days}", words(days)) : ""
      if (element.textContent !== said) element.textContent = said
      if (!element.classList.contains("arckit-due")) continue
      element.classList.toggle("arckit-overdue", days < 0)
      element.classList.toggle("arckit-soon", days >= 0 && days <= Number(element.dataset.arckitSoon))
    }

    // The rows are in the order of their days, within a group and from group to group.
    const groups = [...document.querySelectorAll("[data-arckit-until]")]
    const cells = groups.flatMap(group => [...group.querySelectorAll("[data-arckit-due]")])
    for (const cell of cells) {
      const group = groups.find(group => daysTo(cell) <= Number(group.dataset.arckitUntil))
      group?.querySelector("tbody").append(cell.closest("tr"))
    }
    for (const group of groups) {
      const empty = group.querySelector("tbody tr") === null
      group.querySelector(".arckit-none").hidden = !empty
      group.querySelector(".arckit-scroll").hidden = empty
    }
  }

  update()
  document.addEventListener("arckit", update) // the next page, where a theme does not reload it
})()
