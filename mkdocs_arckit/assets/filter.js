// A filter for the tables of a long view: what lacks the words is hidden, and so are tables and headings with nothing left.
(() => {
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

  const make = box => {
    if (!box.hidden) return
    const [label, input, said] = ["label", "input", "span"].map(tag => document.createElement(tag))
    input.type = "search"
    said.setAttribute("role", "status")
    label.append("Filter ", input)
    box.append(label, " ", said)
    box.hidden = false

    // A heading that spans several rows belongs to all of them.
    const tables = [...box.closest(".arckit").querySelectorAll(".arckit-lines")].map(table => ({
      part: table.closest(".arckit-scroll"),
      rows: [...table.tBodies].flatMap(body => body.querySelector('[scope="rowgroup"]') ? [body] : [...body.rows])
        .map(row => ({ row, text: fold(row.textContent) })),
    }))
    const count = tables.reduce((sum, { rows }) => sum + rows.length, 0)

    input.addEventListener("input", () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean)
      let left = 0
      for (const { part, rows } of tables) {
        const before = left
        for (const { row, text } of rows) {
          row.hidden = !words.every(word => text.includes(word))
          if (!row.hidden) left += 1
        }
        const heading = part.previousElementSibling
        part.hidden = left === before
        if (heading?.matches("h2")) heading.hidden = part.hidden
      }
      said.textContent = words.length ? `${left} of ${count} rows` : ""
    })
  }

  const update = () => document.querySelectorAll(".arckit-filter").forEach(make)
  update()
  document.addEventListener("arckit", update) // the next page, where a theme does not reload it
})()
