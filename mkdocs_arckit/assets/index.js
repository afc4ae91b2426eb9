// The index of strategies: filters, sorting, groups and cards. The rows are those of the page, which is complete
// without this script; what is chosen is kept in the address, so that it can be linked and is still there on the way back.
(() => {
  const FACETS = {
    owner: "Owner", technology: "Technology", status: "Status", classification: "Classification",
    approved_by: "Approved by", tag: "Tag", folder: "Folder",
  }
  const WORDS = { ...FACETS, q: "Search", attention: "Attention", approved_since: "Approved since" }
  const GROUPS = { status: "Status", classification: "Classification", owner: "Owner", folder: "Folder" }
  const ATTENTION = ["wrong", "overdue", "due", "review"]
  const DONE = ["SUPERSEDED", "ARCHIVED"]
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

  // A day as it is written in rows, today or some days later.
  function day(later = 0) {
    const now = new Date()
    return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + later)).toISOString().slice(0, 10)
  }

  // What a row can be found by. A review is overdue or due soon on the reader's day, whenever the site was built.
  function read(row, today, soon) {
    const { status, classification, owner, tag, technology, family, folder, approver, approved = "", due = "" } = row.dataset
    const stack = [...lines(family), ...lines(technology)].map(line => line.split("\t"))
    const valid = classification !== undefined
    const superseded = Boolean(row.dataset.superseded)
    const reasons = {
      wrong: !valid || Boolean(row.dataset.disorder),
      overdue: due !== "" && due < today,
      due: due >= today && due <= soon,
      review: status === "IN_REVIEW",
    }
    const attention = ATTENTION.filter(reason => reasons[reason])
    const first = attention.length ? ATTENTION.indexOf(attention[0]) : ATTENTION.length
    return {
      row, status, stack, valid, superseded, approved,
      facets: {
        status: [status], classification: lines(classification), owner: valid ? [owner || PENDING] : [],
        approved_by: valid ? lines(approver || PENDING) : [], technology: unique(stack.map(([, name]) => name)),
        tag: lines(tag), folder: [folder], attention,
      },
      urgency: [superseded || DONE.includes(status), first, first === 1 || first === 2 ? due : ""].join(),
      text: fold([row.textContent, tag, technology, folder, owner, row.dataset.document].join(" ")),
    }
  }

  function enhance(root, number) {
    const counts = root.querySelector(".arckit-index-counts")
    const rows = [...root.querySelectorAll("tr[data-status]")]
    if (!counts || !rows.length) return
    const [today, soon] = [day(), day(Number(root.dataset.soon))]
    const facts = rows.map(row => read(row, today, soon))
    const strategies = facts.filter(fact => fact.valid)
    const tables = [...root.querySelectorAll("table")].map(table => ({ table, box: table.closest(".arckit-scroll") }))
    const main = root.querySelector("th[data-key]")?.closest("table")
    const headings = main ? [...main.tHead.rows[0].cells] : []
    const titles = Object.fromEntries(headings.map(th => [th.dataset.key, th.textContent]))
    const order = lines(root.dataset.order)
    const defaults = {
      q: "", status: "", classification: "", owner: "", approved_by: "", approved_since: "", technology: "", tag: "",
      folder: "", attention: "", superseded: root.dataset.superseded, sort: root.dataset.sort, group: root.dataset.group,
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
    const inLine = matchMedia(NARROW).matches ? [] : facets.splice(0, 2)
    const sorting = choice("sort", "Sort by", [
      option("", root.dataset.sort ? "As listed" : "What needs attention"),
      ...Object.entries(titles).flatMap(([key, title]) => [option(key, title), option(`-${key}`, `${title}, descending`)]),
    ])
    sorting.classList.add("arckit-index-sort")
    const more = element("div", { className: "arckit-index-more", id: `arckit-index-${number + 1}-more`, hidden: true },
      ...facets,
      ...(facts.some(fact => fact.approved)
        ? [field("Approved since", element("input", { type: "date", name: "approved_since" }))] : []),
      choice("group", "Group by", [option("", "Nothing"), ...Object.entries(GROUPS).map(pair => option(...pair))]),
      sorting,
      choice("view", "View", [option("table", "Table"), option("cards", "Cards")]),
      ...(facts.some(fact => fact.superseded) ? [box("superseded", "Superseded too")] : []),
    )
    const opener = element("button", { type: "button", className: "arckit-index-opener" })
    opener.setAttribute("aria-controls", more.id)
    const reset = element("button", { type: "reset", textContent: "Reset" })
    const form = element("form", { className: "arckit-index-form" },
      element("div", { className: "arckit-index-line" }, search, ...inLine, opener, reset), more)
    form.setAttribute("aria-label", "Filter and sort")
    function open(wanted) {
      more.hidden = !wanted
      opener.setAttribute("aria-expanded", String(wanted))
    }
    opener.addEventListener("click", () => open(more.hidden))

    // The counts, which are filters: each says how many rows there would be.
    const chips = [...counts.querySelectorAll("[data-filter]")].map(span => {
      const { filter: name, value } = span.dataset
      const count = element("b")
      const button = element("button", { type: "button" }, count, ...[...span.childNodes].map(node => node.cloneNode(true)))
      count.nextSibling.textContent = count.nextSibling.textContent.replace(/^\d+/, "")
      button.addEventListener("click", () => choose({ [name]: state[name] === value ? "" : value }))
      return { name, value, button, count }
    })
    const bar = element("div", { className: "arckit-index-chips", dir: "ltr" }, ...chips.map(chip => chip.button))
    bar.setAttribute("role", "group")
    bar.setAttribute("aria-label", "Show only")
    const empty = element("div", { className: "arckit-index-empty", hidden: true })

    function choose(changes) {
      Object.assign(state, changes)
      fill()
      show()
      remember()
    }

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
      choose(defaults)
    })

    // The rows

    const CHECKS = {
      ...Object.fromEntries([...Object.keys(FACETS), "attention"].map(name =>
        [name, fact => !state[name] || fact.facets[name].includes(state[name])])),
      approved_since: fact => fact.approved >= state.approved_since,
      superseded: fact => !fact.superseded || state.superseded === "yes" || state.status === "SUPERSEDED",
      q: (fact, sought) => sought.every(word => fact.text.includes(word)),
    }
    // The filters that leave a row out, three at most: one alone can be taken back.
    function failing(fact, sought) {
      const names = []
      for (const name in CHECKS) {
        if (!CHECKS[name](fact, sought) && names.push(name) > 2) break
      }
      return names
    }

    function sorted() {
      const key = state.sort.replace("-", "")
      if (!key && root.dataset.sort) return strategies
      if (!key) return [...strategies].sort((a, b) => (a.urgency > b.urgency) - (a.urgency < b.urgency))
      const column = headings.findIndex(th => th.dataset.key === key)
      const value = {
        status: fact => fact.status,
        classification: fact => fact.facets.classification[0],
        next_review: fact => fact.row.dataset.due || fact.row.cells[column].textContent.trim(),
      }[key]
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
      const here = new Map(chips.map(chip => [chip, 0]))
      const without = {}
      let total = 0
      for (const fact of facts) {
        const names = failing(fact, sought)
        const hidden = names.length > 0
        if (fact.row.hidden !== hidden) fact.row.hidden = hidden
        if (!hidden) total += 1
        if (names.length > 2) continue
        if (names.length === 1) without[names[0]] = (without[names[0]] ?? 0) + 1
        for (const chip of chips) {
          const past = chip.value === "SUPERSEDED" ? "superseded" : chip.name
          if (fact.facets[chip.name].includes(chip.value) && names.every(name => name === chip.name || name === past)) {
            here.set(chip, here.get(chip) + 1)
          }
        }
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
      for (const chip of chips) {
        const pressed = state[chip.name] === chip.value
        const count = String(here.get(chip))
        if (chip.count.textContent !== count) chip.count.textContent = count
        chip.button.setAttribute("aria-pressed", String(pressed))
        chip.button.classList.toggle("arckit-index-none", count === "0" && !pressed)
      }
      const active = Object.keys(CHECKS).filter(name => name in WORDS && state[name] !== defaults[name])
      const inside = active.filter(name => more.querySelector(`[name="${name}"]`)).length
      opener.textContent = inside ? `More (${inside})` : "More"
      reset.hidden = Object.keys(defaults).every(key => state[key] === defaults[key])
      takeBack(total ? [] : active, without)
      say(total)
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

    // Nothing is found: each filter can be taken back, and says what that would bring.
    function takeBack(active, without) {
      const focused = empty.contains(document.activeElement)
      const offer = (text, changes) => {
        const button = element("button", { type: "button", textContent: text })
        button.addEventListener("click", () => choose(changes))
        return button
      }
      const offers = active.map(name => {
        const chip = chips.find(chip => chip.name === name && chip.value === state[name])
        const said = chip ? chip.button.textContent.replace(/^\d+\s*/, "") : words(name, state[name])
        const found = without[name] ? ` (${without[name]} without it)` : ""
        return offer(`${WORDS[name]}: ${said}${found}`, { [name]: defaults[name] })
      })
      if (offers.length && without.superseded) offers.push(offer(`Superseded too (${without.superseded})`, { superseded: "yes" }))
      empty.hidden = !offers.length
      empty.replaceChildren(element("p", { textContent: "No strategy matches. Take back:" }), ...offers)
      if (focused) (empty.querySelector("button") ?? search.lastElementChild).focus()
    }

    function say(total) {
      const all = facts.length
      const what = all === 1 ? "strategy" : "strategies"
      const key = state.sort.replace("-", "")
      const how = [
        ...(key ? [`Sorted by ${titles[key]}${state.sort.startsWith("-") ? ", descending" : ""}.`] : []),
        ...(state.group ? [`Grouped by ${GROUPS[state.group].toLowerCase()}.`] : []),
        ...(state.view === "cards" ? ["Shown as cards."] : []),
      ]
      const said = element("p", {},
        element("strong", { textContent: total === all ? `${all} ${what}` : `${total} of ${all} ${what}` }),
        element("span", { className: "arckit-hidden", textContent: `. ${how.join(" ")}` }))
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
        choose({ sort: state.sort === key ? `-${key}` : state.sort === `-${key}` ? "" : key })
      })
      th.replaceChildren(button)
    }
    counts.before(form)
    const head = element("div", { className: "arckit-index-head" })
    counts.before(head)
    head.append(counts, bar)
    head.after(empty)
    const wide = headings.reduce((sum, th) => sum + th.getBoundingClientRect().width, 0) // themes let other parts scroll
    if (matchMedia(NARROW).matches || wide > tables.at(-1).box.clientWidth + 1) defaults.view = "cards"
    recall()
    open([...more.querySelectorAll("[name]")].some(({ name }) => state[name] !== defaults[name]))
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
