// Folds the sections of a strategy, remembers which, opens what a link or a search leads into, and says where one is.
(() => {
  let page, sections, bar, all

  const remembered = () => `arckit-folded ${location.pathname}`
  const recall = () => {
    try { return new Set(JSON.parse(localStorage.getItem(remembered()) ?? "[]")) } catch { return new Set() }
  }
  const remember = () => {
    const folded = sections.filter(section => section.folded).map(section => section.heading.id)
    try {
      if (folded.length) localStorage.setItem(remembered(), JSON.stringify(folded))
      else localStorage.removeItem(remembered())
    } catch { /* a browser that keeps nothing */ }
  }

  /** Everything between a heading and the next; each part is hidden by itself, so that the page stays as it is. */
  const parts = heading => {
    const found = []
    for (let next = heading.nextElementSibling; next && !next.matches("h2, hr, .arckit-marking, style"); next = next.nextElementSibling) {
      if (!next.matches(".arckit-anchor")) found.push(next)
    }
    return found
  }

  const set = (section, folded) => {
    section.folded = folded
    section.button.setAttribute("aria-expanded", String(!folded))
    for (const part of section.parts) {
      if (folded) part.setAttribute("hidden", "until-found") // a search in the page opens it
      else part.removeAttribute("hidden")
    }
    all.textContent = sections.every(one => one.folded) ? "Open all sections" : "Fold all sections"
  }

  const state = heading => {
    const link = [...page.querySelectorAll(".arckit-part > a")].find(a => a.hash === `#${heading.id}`)
    return link?.nextElementSibling?.textContent ?? ""
  }

  const make = (heading, folded) => {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "arckit-toggle"
    const words = [...heading.childNodes].filter(node => !node.matches?.(".headerlink"))
    const name = words.map(node => node.textContent).join("").trim()
    button.setAttribute("aria-label", `Show ${name}`)
    heading.setAttribute("aria-label", name) // and not that of the button too
    const section = {heading, button, name, state: state(heading), parts: parts(heading), folded: false}
    button.onclick = () => { set(section, !section.folded); remember() }
    heading.append(button)
    return section
  }

  /** Open whatever a place on the page is in. */
  const open = place => {
    for (let box = place?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true
    if (place?.nextElementSibling?.matches(".arckit-fold")) place.nextElementSibling.open = true
    const section = sections.find(one => one.folded && (one.heading === place || one.parts.some(part => part.contains(place))))
    if (!section) return
    set(section, false)
    remember()
  }
  const follow = hash => {
    let id = hash.slice(1)
    try { id = decodeURIComponent(id) } catch { /* as it is */ }
    const place = id && document.getElementById(id)
    if (!place || !page?.contains(place)) return
    const before = place.getBoundingClientRect().top
    open(place)
    if (place.getBoundingClientRect().top !== before || !place.checkVisibility?.()) place.scrollIntoView()
  }

  /** The section that is read now, and its state, at the top of the window. */
  let waiting = false
  const tell = () => {
    waiting = false
    if (!page?.isConnected) return
    const top = bar.getBoundingClientRect().top
    const isReached = ({heading}) =>
      heading.getBoundingClientRect().top < parseFloat(getComputedStyle(heading).scrollMarginTop) + 4
    const now = sections.findLast(isReached)
    // Its heading says it as long as that is seen.
    const isSeen = now?.heading.getBoundingClientRect().bottom > top + 4
    bar.hidden = !now || isSeen || page.getBoundingClientRect().bottom < top + 60
    if (bar.hidden || bar.dataset.of === now.heading.id) return
    bar.dataset.of = now.heading.id
    const link = bar.firstChild
    link.href = `#${now.heading.id}`
    link.textContent = now.name
    bar.lastChild.textContent = now.state
  }
  const later = () => {
    if (!waiting) requestAnimationFrame(tell)
    waiting = true
  }

  const run = () => {
    const found = document.querySelector(".arckit:has(> .arckit-contents)")
    if (!found || found === page) return
    page = found
    const folded = recall()
    all = document.createElement("button")
    all.type = "button"
    all.className = "arckit-all"
    all.onclick = () => {
      const fold = !sections.every(section => section.folded)
      for (const section of sections) set(section, fold)
      remember()
    }
    const contents = page.querySelector(".arckit-contents")
    const isAfter = heading => contents.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING
    sections = [...page.querySelectorAll(":scope > h2[id]")].filter(isAfter).map(make)
    for (const section of sections) set(section, folded.has(section.heading.id))
    contents.append(all)
    for (const selected of page.querySelectorAll("td.arckit-selected")) {
      for (const row of selected.closest("tbody").rows) row.classList.toggle("arckit-other", !row.querySelector(".arckit-selected"))
    }
    bar = document.createElement("div")
    bar.className = "arckit-now"
    bar.ariaHidden = "true" // the headings say it
    bar.innerHTML = '<a tabindex="-1"></a><span></span>'
    contents.after(bar)
    page.addEventListener("beforematch", event => open(event.target))
    follow(location.hash)
    tell()
  }

  let closed = []
  addEventListener("beforeprint", () => {
    closed = [...(page?.querySelectorAll("details:not([open])") ?? [])]
    for (const details of closed) details.open = true
  })
  addEventListener("afterprint", () => closed.forEach(details => { details.open = false }))
  addEventListener("hashchange", () => follow(location.hash))
  addEventListener("scroll", later, {passive: true})
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href*='#']")
    if (link && link.pathname === location.pathname && link.hash) follow(link.hash)
  })
  document.addEventListener("arckit", run) // the next page, where a theme does not reload it
  run()
})()
