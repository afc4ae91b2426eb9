/* Shows one diagram on the whole screen: zoom, pan, copy. Panning is the browser's own scrolling. */
;(() => {
  const STEP = 1.25
  const LARGEST = 8

  /** The diagram as a file that other programs can show: labels are text, and nothing depends on the page. */
  const portable = (svg, themed) => {
    const copy = svg.cloneNode(true)
    const {width, height} = svg.viewBox.baseVal
    copy.setAttribute("width", width)
    copy.setAttribute("height", height)
    copy.setAttribute("style", `background: #fff; font-family: ${getComputedStyle(svg).fontFamily}`)
    const labels = copy.querySelectorAll("foreignObject")
    svg.querySelectorAll("foreignObject").forEach((label, i) => labels[i].replaceWith(...asText(label, themed)))
    return new XMLSerializer().serializeToString(copy)
  }

  /** An HTML label as SVG text, a line for a line. */
  const asText = (label, themed) => {
    const box = label.getBoundingClientRect()
    const unit = box.width / label.width.baseVal.value
    const lines = []
    const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/\S+/g)) {
        const range = document.createRange()
        range.setStart(walker.currentNode, word.index)
        range.setEnd(walker.currentNode, word.index + word[0].length)
        const {left, right, top, height} = range.getBoundingClientRect()
        const last = lines.at(-1)
        if (last && Math.abs(last.top - top) < height / 2) Object.assign(last, {right, text: `${last.text} ${word[0]}`})
        else lines.push({left, right, top, height, text: word[0], ...styleOf(walker.currentNode.parentElement)})
      }
    }
    const shapes = lines.map(line => shape("text", {
      x: ((line.left + line.right) / 2 - box.left) / unit,
      y: (line.top + line.height / 2 - box.top) / unit,
      style: `text-anchor: middle; dominant-baseline: central; font-size: ${line.size}${themed ? "" : `; fill: ${line.color}`}`,
    }, line.text))
    if (shapes.length && label.closest(".edgeLabel")) {
      shapes.unshift(shape("rect", {width: box.width / unit, height: box.height / unit, style: "fill: #fff"}))
    }
    return shapes
  }

  const styleOf = element => {
    const {fontSize: size, color} = getComputedStyle(element)
    return {size, color}
  }

  const shape = (name, attributes, text = "") => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.textContent = text
    return element
  }

  window.arckit.enlarge = (figure, svg, opener) => {
    const source = figure.querySelector(".arckit-mermaid")
    const dialog = document.createElement("dialog")
    dialog.className = "arckit-viewer"
    dialog.ariaLabel = svg.querySelector(":scope > title")?.textContent || "Diagram"
    dialog.innerHTML = `
      <div class="arckit-viewer__bar">
        <button type="button" data-do="closer" aria-label="Zoom in" title="Zoom in (+)">+</button>
        <button type="button" data-do="farther" aria-label="Zoom out" title="Zoom out (−)">−</button>
        <button type="button" data-do="fit" aria-label="Show all" title="Show all (0)">Fit</button>
        <button type="button" data-do="svg">Copy SVG</button>
        <button type="button" data-do="mermaid">Copy Mermaid</button>
        <button type="button" data-do="close" aria-label="Close" title="Close (Esc)">×</button>
      </div>
      <div class="arckit-viewer__stage" tabindex="0" role="region" autofocus
        aria-label="Diagram. The arrow keys move it, plus and minus zoom, zero shows all."
        ><div></div></div>
      <div class="arckit-viewer__status" role="status"></div>`
    const [stage, canvas, status] = ["__stage", "__stage > div", "__status"].map(
      part => dialog.querySelector(`.arckit-viewer${part}`),
    )
    canvas.className = figure.className
    if (!source) dialog.querySelector("[data-do=mermaid]").remove()

    const {width, height} = svg.viewBox.baseVal
    let scale = 1
    const fitting = () => Math.min((stage.clientWidth - 32) / width, (stage.clientHeight - 32) / height, 2)

    /** Change the size; the point of the diagram at `x`, `y` of the window stays there. */
    const zoom = (wanted, x, y) => {
      const area = stage.getBoundingClientRect()
      x ??= area.left + area.width / 2
      y ??= area.top + area.height / 2
      const before = canvas.getBoundingClientRect()
      scale = Math.min(Math.max(wanted, Math.min(fitting(), 1) / 2), LARGEST)
      canvas.style.width = `${width * scale}px`
      canvas.style.height = `${height * scale}px`
      const after = canvas.getBoundingClientRect()
      if (!before.width) return
      stage.scrollLeft += after.left + ((x - before.left) / before.width) * after.width - x
      stage.scrollTop += after.top + ((y - before.top) / before.height) * after.height - y
    }

    const copy = async (text, what) => {
      await window.arckit.load("copy.js")
      await window.arckit.copy(text, dialog)
      status.textContent = `${what} copied`
    }

    const actions = {
      closer: () => zoom(scale * STEP),
      farther: () => zoom(scale / STEP),
      fit: () => zoom(fitting()),
      svg: () => copy(portable(svg, figure.matches(".arckit-diagram--themed")), "SVG"),
      mermaid: () => copy(source.textContent, "Mermaid text"),
      close: () => dialog.close(),
    }
    const keys = {
      ...{"+": actions.closer, "=": actions.closer, "-": actions.farther, "0": actions.fit},
      ...{ArrowLeft: () => stage.scrollBy(-80, 0), ArrowRight: () => stage.scrollBy(80, 0)},
      ...{ArrowUp: () => stage.scrollBy(0, -80), ArrowDown: () => stage.scrollBy(0, 80)},
    }
    dialog.onclick = event => actions[event.target.closest("[data-do]")?.dataset.do]?.()
    let leadsTo // a row of the page
    dialog.addEventListener("click", event => {
      const link = event.target.closest("a")
      if (!link) return
      leadsTo = document.getElementById((link.getAttribute("href") ?? "").slice(1))
      dialog.close()
    }, true)
    dialog.onkeydown = event => {
      event.stopPropagation() // the theme has keys of its own
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return
      event.preventDefault()
      keys[event.key]()
    }

    const onWheel = event => {
      if (event.shiftKey) return
      event.preventDefault()
      const pixels = event.deltaY * (event.deltaMode ? 30 : 1)
      zoom(scale * Math.exp(-pixels / (event.ctrlKey ? 100 : 400)), event.clientX, event.clientY)
    }
    stage.addEventListener("wheel", onWheel, {passive: false})

    stage.onpointerdown = event => {
      if (event.pointerType !== "mouse" || event.button || event.target.closest("a")) return // fingers scroll without help
      stage.setPointerCapture(event.pointerId)
      let {clientX: x, clientY: y} = event
      stage.onpointermove = moved => {
        stage.scrollBy(x - moved.clientX, y - moved.clientY)
        ;({clientX: x, clientY: y} = moved)
      }
      stage.onpointerup = stage.onpointercancel = () => { stage.onpointermove = null }
    }

    let pinch
    const fingers = ({touches: [a, b]}) => ({
      apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
      x: (a.clientX + b.clientX) / 2,
      y: (a.clientY + b.clientY) / 2,
    })
    stage.ontouchstart = event => {
      pinch = event.touches.length === 2 ? {...fingers(event), scale} : null
    }
    const onPinch = event => {
      if (!pinch || event.touches.length !== 2) return
      if (event.cancelable) event.preventDefault()
      const {apart, x, y} = fingers(event)
      zoom((pinch.scale * apart) / pinch.apart, x, y)
    }
    stage.addEventListener("touchmove", onPinch, {passive: false})

    // The diagram itself moves, rather than a copy: its styles and arrows go by IDs, which must not stand twice.
    const place = document.createElement("div")
    place.style.height = `${svg.getBoundingClientRect().height}px`
    const end = () => dialog.close()
    dialog.onclose = () => {
      document.removeEventListener("arckit", end)
      place.replaceWith(svg)
      dialog.remove()
      if (leadsTo) leadsTo.scrollIntoView()
      else opener.focus()
    }
    document.addEventListener("arckit", end) // the reader went to another page
    svg.replaceWith(place)
    canvas.append(svg)
    document.body.append(dialog)
    dialog.showModal()
    // All of it, unless nobody could read it then, as on a phone.
    zoom(fitting() > 0.4 ? fitting() : 1)
    stage.scrollTo(0, (stage.scrollHeight - stage.clientHeight) / 2)
  }
})()
