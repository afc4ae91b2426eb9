/* Draws the Mermaid text of a page in a size that can be read, leads from its boxes to their rows, and offers to enlarge it. */
;(() => {
  const arckit = window.arckit
  const branches = ["#2f6fd0", "#1a8245", "#7c55d9", "#c2500c", "#0e7c86", "#c9368f", "#747614", "#64748b"]
  const settings = {
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    fontFamily: "inherit",
    theme: "default",
    themeVariables: {
      // For paper; on the screen arckit.css puts the theme's colours in their place.
      ...{textColor: "#24292f", lineColor: "#57606a", mainBkg: "#eef2fa", nodeBorder: "#6e7f9f"},
      ...{clusterBkg: "#f6f8fa", clusterBorder: "#afb8c1", edgeLabelBackground: "#ffffff"},
      ...{commitLabelColor: "#24292f", commitLabelBackground: "#eef2fa"},
      ...{tagLabelColor: "#24292f", tagLabelBackground: "#eef2fa", tagLabelBorder: "#6e7f9f"},
      // White is readable on each of them, and each is visible on white and on black.
      ...Object.fromEntries(branches.flatMap((color, i) => [[`git${i}`, color], [`gitBranchLabel${i}`, "#ffffff"]])),
    },
  }
  // What a diagram can't set for itself: Mermaid's own list, and whatever is CSS, which could lay itself over the page.
  const secure = [
    ...["secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges"],
    ...["themeCSS", "fontFamily", "altFontFamily"],
  ]
  const NARROW = 590 // pixels of a drawing's own width; three quarters of them leave room beside it on a wide screen
  const LONGEST = 50_000 // characters; of a longer text Mermaid draws that it is too long, in its place
  let engine
  let queue = Promise.resolve()
  let count = 0

  /** A Mermaid of our own; if the site has one too, that one stays in its place. */
  const start = async () => {
    const other = window.mermaid
    await arckit.load(arckit.mermaid)
    const own = window.mermaid
    window.mermaid = other
    // Text is measured; a font that does not come must not keep the diagrams waiting.
    await Promise.race([document.fonts.ready, new Promise(resolve => setTimeout(resolve, 1000))])
    return own
  }

  /** Mermaid's settings are global, so one diagram is drawn after the other, each with its own. */
  arckit.render = (settings, ...diagram) => queue = queue.catch(() => {}).then(async () => {
    if (diagram[1].length > LONGEST) throw new Error(`Its text has more than ${LONGEST.toLocaleString("en")} characters.`)
    const mermaid = await (engine ??= start())
    mermaid.initialize({...settings, secure})
    return mermaid.render(...diagram)
  })

  /** Draw where it is laid out but not seen: Mermaid cannot measure in a closed tab. */
  const draw = async (figure, source) => {
    const room = document.createElement("div")
    room.className = "arckit-diagram__room"
    ;(figure.closest(".arckit") ?? document.body).append(room)
    try {
      const {svg} = await arckit.render(settings, `arckit-diagram-${++count}`, source.textContent, room)
      source.insertAdjacentHTML("beforebegin", svg)
      source.hidden = true
    } catch (error) {
      figure.classList.add("arckit-diagram--text")
      const message = document.createElement("p")
      message.className = "arckit-diagram__error"
      message.textContent = `This diagram cannot be drawn. ${String(error.message ?? error).split("\n")[0]}`
      figure.prepend(message)
    }
    room.remove()
  }

  /** Tell arckit.css how wide a picture is when its smallest letters have 16 pixels: no picture gets too small to read. */
  const measure = svg => {
    const labels = [...svg.querySelectorAll("text, foreignObject span, foreignObject p")].filter(e => e.textContent.trim())
    const smallest = Math.min(...labels.map(label => parseFloat(getComputedStyle(label).fontSize)).filter(size => size > 4))
    const {width} = svg.viewBox.baseVal
    const natural = (width * 16) / Math.min(smallest, 24)
    svg.style.setProperty("--arckit-width", `${natural}px`)
    svg.parentElement.classList.toggle("arckit-diagram--narrow", natural < NARROW)
  }

  const squeezed = text => text.replace(/\s+/g, "").toLowerCase()
  const isAfter = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING

  /** Lead from each box to the row of the same name, if a table of the same section has one. */
  const lead = (figure, svg) => {
    const page = figure.closest(".arckit")
    if (!page) return
    const headings = [...page.querySelectorAll("h2")]
    const start = headings.findLast(heading => isAfter(heading, figure))
    const end = headings.find(heading => isAfter(figure, heading))
    const rows = new Map()
    for (const row of page.querySelectorAll("tbody tr")) {
      if (!start || !isAfter(start, row) || (end && !isAfter(row, end)) || !row.cells.length) continue
      const name = squeezed(row.cells[0].textContent.replace("[Selected] ", ""))
      if (name && !rows.has(name)) rows.set(name, row)
    }
    for (const box of svg.querySelectorAll(".node, .cluster-label")) {
      const row = rows.get(squeezed(box.textContent))
      if (!row || box.closest("a")) continue
      row.id ||= `row-${start.id}-${[...rows.values()].indexOf(row) + 1}`
      const link = document.createElementNS("http://www.w3.org/2000/svg", "a")
      link.setAttribute("href", `#${row.id}`)
      link.onclick = event => event.stopPropagation() // Material reads the address as that of an HTML link
      box.replaceWith(link)
      link.append(box)
      if (svg.getAttribute("role") === "img") svg.setAttribute("role", "group") // there is nothing to reach in an image
      if (location.hash === `#${row.id}`) row.scrollIntoView()
    }
  }

  /** A button below a diagram, as long as a large one is not shown in its own size; keys can move what is too wide. */
  const offer = (figure, svg) => {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "arckit-diagram__enlarge"
    button.textContent = "Enlarge diagram"
    button.hidden = true
    button.onclick = () => arckit.load("viewer.js").then(() => arckit.enlarge(figure, svg, button), () => {})
    figure.append(button)
    new ResizeObserver(() => {
      const {width} = svg.getBoundingClientRect()
      if (!figure.contains(svg)) return
      const wide = figure.scrollWidth > figure.clientWidth + 1
      const natural = parseFloat(svg.style.getPropertyValue("--arckit-width"))
      const enough = natural < NARROW ? natural * 0.75 : svg.viewBox.baseVal.width // as the styles say
      button.hidden = !width || (!wide && width > enough * 0.97)
      figure.classList.toggle("arckit-diagram--wide", wide)
      figure.classList.toggle("arckit-diagram--small", !button.hidden)
      if (wide) figure.tabIndex = 0
      else figure.removeAttribute("tabindex")
    }).observe(figure)
  }

  const SHEET = 630 // pixels of an A4 sheet between its margins
  const ON_PAPER = 0.6 // letters of 16 pixels become 7.2 points

  /** On paper nothing scrolls: what is too wide there is cut into strips, where possible between its labels. */
  const cut = svg => {
    const {x, y, width, height} = svg.viewBox.baseVal
    const scale = (parseFloat(svg.style.getPropertyValue("--arckit-width")) / width) * ON_PAPER
    if (!(width * scale > SHEET)) return
    const most = SHEET / scale
    const unit = svg.getBoundingClientRect().width / width
    const left = svg.getBoundingClientRect().left
    const labels = [...svg.querySelectorAll(".node, .edgeLabel, .cluster-label, text")].map(e => e.getBoundingClientRect())
    const isFree = at => unit && !labels.some(box => box.left < left + at * unit && left + at * unit < box.right)
    const strips = document.createElement("div")
    strips.className = "arckit-diagram__strips"
    strips.ariaHidden = "true"
    for (let from = 0; from < width - 1;) {
      let to = Math.min(from + most, width)
      if (to < width) for (let at = to; at > from + most / 2; at -= 4) if (isFree(at)) { to = at; break }
      const strip = svg.cloneNode(true)
      strip.setAttribute("viewBox", `${x + from} ${y} ${to - from} ${height}`)
      strip.removeAttribute("aria-labelledby")
      strip.style.cssText = `--arckit-strip: ${(to - from) * scale}px`
      strips.append(strip)
      from = to
    }
    svg.after(strips)
    return strips
  }

  let strips = []
  const onPaper = isPaper => {
    strips.forEach(all => all?.remove())
    strips = isPaper ? [...document.querySelectorAll("figure.arckit-diagram svg[viewBox]")].map(cut) : []
  }
  matchMedia("print").addEventListener("change", event => onPaper(event.matches))
  addEventListener("beforeprint", () => onPaper(true))
  addEventListener("afterprint", () => onPaper(false))

  /** The picture in a figure, once it is there: at once, when it is drawn here, or when another plugin has drawn it. */
  const picture = async (figure, source) => {
    const find = () => figure.querySelector("svg[viewBox]")
    if (!find() && source) await draw(figure, source)
    if (find() || source) return find()
    return new Promise(resolve => {
      const observer = new MutationObserver(() => {
        if (!find()) return
        observer.disconnect()
        resolve(find())
      })
      observer.observe(figure, {childList: true, subtree: true})
    })
  }

  const run = () => document.querySelectorAll(".arckit-diagram:not([data-arckit])").forEach(async figure => {
    figure.dataset.arckit = ""
    const svg = await picture(figure, figure.querySelector(".arckit-mermaid"))
    if (!svg) return
    measure(svg)
    lead(figure, svg)
    offer(figure, svg)
  })
  document.addEventListener("arckit", run)
  run()
})()
