// The index of strategies: filters, sorting, groups and cards. The rows are those of the page, which is complete
// without this script; what is chosen is kept in the address, so that it can be linked and is still there on the way back.
(() => {
  const FACETS = {
    status: "Status", classification: "Classification", owner: "Owner",
    technology: "Technology", tag: "Tag", folder: "Folder",
  }
  const GROUPS = { status: "Status", classification: "Classification", owner: "Owner", folder: "Folder" }
  const NARROW = "(max-width: 45em)"
  const MANY = 150 // rows, above which a browser takes too long to lay a whole table out again
  const PENDING = "PENDING"
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" })
  const indexes = []

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties)
    made.append(...children)
    return made
  }
  const lines = text => (text ? text.split("\n") : [])
  const words = (facet, value) => (facet === "status" ? value.replaceAll("_", " ") : value)
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  const unique = values => [...new Set(values)]

  // What a row can be found by. A review is overdue on the reader's day, whenever the site was built.
  function read(row, today) {
    const { status, classification, owner, tag, technology, folder, due, superseded, disorder, document: id } = row.dataset
    const stack = lines(technology).map(line => line.split("\t"))
    const valid = classification !== undefined
    return {
      row, status, stack, valid,
      facets: {
        status: [status], classification: lines(classification), owner: valid ? [owner || PENDING] : [],
        technology: stack.map(([, name]) => name), tag: lines(tag), folder: [folder],
      },
      overdue: Boolean(due) && due < today,
      superseded: Boolean(superseded),
      disorder: Boolean(disorder),
      text: fold([row.textContent, tag, technology, folder, owner, id].join(" ")),
    }
  }

  function enhance(root, number) {
    const counts = root.querySelector(".arckit-index-counts")
    const rows = [...root.querySelectorAll("tr[data-status]")]
    if (!counts || !rows.length) return
    const now = new Date()
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(n => String(n).padStart(2, "0")).join("-")
    const facts = rows.map(row => read(row, today))
    const strategies = facts.filter(fact => fact.valid)
    const tables = [...root.querySelectorAll("table")].map(table => ({ table, box: table.closest(".arckit-scroll") }))
    const main = strategies.length ? tables[0].table : null
    const headings = main ? [...main.tHead.rows[0].cells] : []
    const titles = Object.fromEntries(headings.map(th => [th.dataset.key, th.textContent]))
    const order = lines(root.dataset.order)
    const badges = new Map([...counts.querySelectorAll("[data-status]")].map(span => [span.dataset.status, span.lastElementChild]))
    const defaults = {
      q: "", status: "", classification: "", owner: "", technology: "", tag: "", folder: "", overdue: "",
      superseded: root.dataset.superseded, sort: root.dataset.sort, group: root.dataset.group,
      view: "table",
    }
    const prefix = number ? `${number + 1}.` : "" // several indexes share one address
    const path = location.pathname
    let state = { ...defaults }
    let shown = {}

    // The address

    function recall() {
      const asked = new URLSearchParams(location.search)
      state = Object.fromEntries(Object.keys(defaults).map(key => [key, asked.get(prefix + key) ?? defaults[key]]))
      if (!["table", "cards"].includes(state.view)) state.view = defaults.view
      if (!Object.hasOwn(GROUPS, state.group)) state.group = state.group && defaults.group
      if (!Object.hasOwn(titles, state.sort.replace("-", ""))) state.sort = state.sort && defaults.sort
      fill()
      show()
    }

    function remember() {
      const url = new URL(location.href)
      for (const [key, value] of Object.entries(state)) {
        if (value === defaults[key]) url.searchParams.delete(prefix + key)
        else url.searchParams.set(prefix + key, value)
      }
      if (url.href !== location.href) history.replaceState(history.state, "", url)
    }

    // The form

    const option = (value, label = value) => element("option", { value, textContent: label })
    const field = (label, control) => {
      control.id = `arckit-index-${number + 1}-${control.name}`
      return element("div", {}, element("label", { htmlFor: control.id, textContent: label }), control)
    }
    const choice = (name, label, options) => field(label, element("select", { name }, ...options))
    const box = (name, label) => element("label", {}, element("input", { type: "checkbox", name }), ` ${label}`)

    function facet(name) {
      const any = option("", "Any")
      if (name === "technology") {
        const layers = unique(facts.flatMap(fact => fact.stack.map(([layer]) => layer)))
        return [any, ...layers.map(layer => {
          const names = unique(facts.flatMap(fact => fact.stack.filter(pair => pair[0] === layer).map(pair => pair[1])))
          return element("optgroup", { label: layer }, ...names.sort(compare).map(name => option(name)))
        })]
      }
      const values = unique(facts.flatMap(fact => fact.facets[name])).sort(by(name))
      return values.length < 2 ? [] : [any, ...values.map(value => option(value, words(name, value)))]
    }

    function by(name) {
      const rank = value => (value === PENDING ? 1e6 : order.includes(value) ? order.indexOf(value) : 1e5)
      return name === "owner" || name === "status" || name === "classification"
        ? (a, b) => rank(a) - rank(b) || compare(a, b)
        : compare
    }

    const search = field("Search", element("input", { type: "search", name: "q" }))
    const facets = Object.entries(FACETS)
      .map(([name, label]) => [name, label, facet(name)])
      .filter(([, , options]) => options.length > 1)
      .map(([name, label, options]) => choice(name, label, options))
    const sorting = choice("sort", "Sort by", [
      option("", "As listed"),
      ...Object.entries(titles).flatMap(([key, title]) => [option(key, title), option(`-${key}`, `${title}, descending`)]),
    ])
    sorting.classList.add("arckit-index-sort")
    const boxes = [
      ...(facts.some(fact => fact.overdue) ? [box("overdue", "Only overdue")] : []),
      ...(facts.some(fact => fact.superseded) ? [box("superseded", "Superseded too")] : []),
    ]
    const form = element("form", {},
      search, ...facets,
      choice("group", "Group by", [option("", "Nothing"), ...Object.entries(GROUPS).map(pair => option(...pair))]),
      sorting,
      choice("view", "View", [option("table", "Table"), option("cards", "Cards")]),
      ...boxes,
      element("button", { type: "reset", textContent: "Reset" }),
    )
    form.setAttribute("aria-label", "Filter and sort")
    const details = element("details", { className: "arckit-index-form" },
      element("summary", { textContent: "Filter and sort" }), form)

    function fill() {
      for (const control of form.elements) {
        const value = state[control.name]
        if (control.type === "checkbox") control.checked = value === "yes"
        else if (control.name) {
          if (control.tagName === "SELECT" && ![...control.options].some(o => o.value === value)) control.append(option(value))
          control.value = value
        }
      }
    }

    let timer
    form.addEventListener("input", ({ target }) => {
      state[target.name] = target.type === "checkbox" ? (target.checked ? "yes" : "") : target.value
      show()
      clearTimeout(timer)
      timer = setTimeout(remember, target.type === "search" ? 300 : 0) // browsers limit how often an address changes
    })
    form.addEventListener("change", () => { clearTimeout(timer); remember() })
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("reset", event => {
      event.preventDefault()
      clearTimeout(timer)
      state = { ...defaults }
      fill()
      show()
      remember()
    })

    // The rows

    const matches = (fact, sought) =>
      Object.keys(FACETS).every(name => !state[name] || fact.facets[name].includes(state[name]))
      && (!state.overdue || fact.overdue)
      && (!fact.superseded || state.superseded === "yes" || state.status === "SUPERSEDED")
      && sought.every(word => fact.text.includes(word))

    function sorted() {
      const key = state.sort.replace("-", "")
      if (!key) return strategies
      const column = headings.findIndex(th => th.dataset.key === key)
      const value = { status: fact => fact.status, classification: fact => fact.facets.classification[0] }[key]
        ?? (fact => fact.row.cells[column].textContent.trim())
      const direction = state.sort.startsWith("-") ? -1 : 1
      const pairs = strategies.map(fact => [value(fact), fact])
      const missing = text => text === "" || text === PENDING
      const inOrder = by(key)
      return pairs
        .sort(([a], [b]) => missing(a) - missing(b) || direction * inOrder(a, b))
        .map(([, fact]) => fact)
    }

    let groups = []
    function arrange() {
      const title = fact => (state.group ? fact.facets[state.group][0] : "")
      const found = new Map()
      for (const fact of sorted()) {
        if (!found.has(title(fact))) found.set(title(fact), [])
        found.get(title(fact)).push(fact)
      }
      groups = [...found.keys()].sort(by(state.group)).map(name => {
        const heading = element("th", { scope: "rowgroup", colSpan: headings.length })
        const head = state.group ? [element("tr", { className: "arckit-index-group" }, heading)] : []
        const body = element("tbody", {}, ...head, ...found.get(name).map(fact => fact.row))
        return { name: words(state.group, name), heading, body, facts: found.get(name) }
      })
      for (const body of [...main.tBodies]) body.remove()
      main.append(...groups.map(group => group.body))
    }

    function show() {
      if (main && (state.sort !== shown.sort || state.group !== shown.group)) arrange()
      const sought = fold(state.q).split(/\s+/).filter(Boolean)
      let total = 0, overdue = 0, disorder = 0
      const byStatus = {}
      for (const fact of facts) {
        const hidden = !matches(fact, sought)
        if (fact.row.hidden !== hidden) fact.row.hidden = hidden
        if (hidden) continue
        total += 1
        overdue += fact.overdue
        disorder += fact.disorder
        byStatus[fact.status] = (byStatus[fact.status] ?? 0) + 1
      }
      for (const group of groups) {
        const count = group.facts.filter(fact => !fact.row.hidden).length
        group.heading.textContent = `${group.name} (${count})`
        group.body.hidden = !count
      }
      for (const { table, box } of tables) box.hidden = ![...table.querySelectorAll("tr[data-status]")].some(row => !row.hidden)
      root.dataset.view = state.view
      freeze()
      for (const th of headings) {
        const direction = { [th.dataset.key]: "ascending", [`-${th.dataset.key}`]: "descending" }[state.sort]
        if (direction) th.setAttribute("aria-sort", direction)
        else th.removeAttribute("aria-sort")
      }
      say(total, byStatus, overdue, disorder)
      shown = { ...state }
    }

    // Keeps the widths that columns have, and makes a grid of each row, so that only rows in sight are laid out.
    function freeze() {
      if (strategies.length < MANY || state.view !== "table" || root.classList.contains("arckit-index--grid")) return
      const widths = headings.map(th => Math.round(th.getBoundingClientRect().width))
      if (!widths.every(Boolean)) return
      main.style.setProperty("--arckit-columns", widths.map(width => `minmax(${width}px, ${width}fr)`).join(" "))
      main.style.setProperty("--arckit-width", `${widths.reduce((a, b) => a + b)}px`)
      root.classList.add("arckit-index--grid")
    }

    function say(total, byStatus, overdue, disorder) {
      const all = facts.length
      const what = all === 1 ? "strategy" : "strategies"
      const parts = [element("strong", { textContent: total === all ? `${all} ${what}` : `${total} of ${all} ${what}` })]
      let between = ": "
      for (const [status, badge] of badges) {
        if (!byStatus[status]) continue
        parts.push(between, `${byStatus[status]} `, badge.cloneNode(true))
        between = ", "
      }
      if (disorder) parts.push(". ", element("strong", { textContent: `${disorder} not in order` }))
      if (overdue) parts.push(". ", element("strong", { textContent: `${overdue} overdue for review` }))
      const key = state.sort.replace("-", "")
      const how = [
        ...(key ? [`Sorted by ${titles[key]}${state.sort.startsWith("-") ? ", descending" : ""}.`] : []),
        ...(state.group ? [`Grouped by ${GROUPS[state.group].toLowerCase()}.`] : []),
        ...(state.view === "cards" ? ["Shown as cards."] : []),
      ]
      parts.push(". ", element("span", { className: "arckit-hidden", textContent: how.join(" ") }))
      const said = element("p", {}, ...parts)
      if (said.innerHTML !== counts.innerHTML) counts.replaceChildren(...said.childNodes)
    }

    // What screen readers are told of, and the beginning

    counts.setAttribute("role", "status")
    root.classList.toggle("arckit-index--many", strategies.length >= MANY)
    for (const th of headings) {
      const button = element("button", { type: "button", textContent: th.textContent })
      button.addEventListener("click", event => {
        event.stopPropagation() // from other scripts that sort tables
        const { key } = th.dataset
        state.sort = state.sort === key ? `-${key}` : state.sort === `-${key}` ? "" : key
        fill()
        show()
        remember()
      })
      th.replaceChildren(button)
    }
    counts.before(details)
    const wide = headings.reduce((sum, th) => sum + th.getBoundingClientRect().width, 0) // themes let other parts scroll
    if (matchMedia(NARROW).matches || wide > tables[0].box.clientWidth + 1) defaults.view = "cards"
    recall()
    const chosen = Object.keys(defaults).some(key => state[key] !== defaults[key])
    const extract = root.classList.contains("arckit-index--extract")
    details.open = chosen || (!extract && !matchMedia(NARROW).matches)
    indexes.push({ root, recall: () => location.pathname === path && recall() })
  }

  function start() {
    for (let n = indexes.length; n--;) if (!indexes[n].root.isConnected) indexes.splice(n, 1)
    document.querySelectorAll(".arckit-index").forEach((root, number) => {
      if (!indexes.some(index => index.root === root)) enhance(root, number)
    })
  }

  addEventListener("popstate", () => indexes.forEach(({ root, recall }) => root.isConnected && recall()))
  start()
  document.addEventListener("arckit", start) // the next page, where a theme does not reload it
})()
