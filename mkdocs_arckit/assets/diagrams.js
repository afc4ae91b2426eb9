/* Draws the Mermaid text of a page, and offers to enlarge what its column makes too small. */
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

  /** A button below a diagram, as long as the diagram is shown smaller than it is. */
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
      if (figure.contains(svg)) button.hidden = !width || width > svg.viewBox.baseVal.width * 0.97
    }).observe(figure)
  }

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
    if (svg) offer(figure, svg)
  })
  document.addEventListener("arckit", run)
  run()
})()
