/* Loads what a page needs of this folder. */
;(() => {
  // An `<img name="currentScript">` of the page could take its place in `document`.
  const address = Reflect.get(Document.prototype, "currentScript", document).src
  const parts = {
    ".arckit-diagram": "diagrams.js",
    ".arckit": "print.js",
    ".arckit .filename": "page.js",
    ".arckit-contents": "sections.js",
    "[data-arckit-due]": "dates.js",
    ".arckit :is(table, pre)": "scroll.js",
    ".arckit-index": "index.js",
    ".arckit-filter": "filter.js",
  }
  const loading = {}
  const arckit = window.arckit = {
    mermaid: "mermaid.min.js", // the plugin writes here what the option `mermaid` says; null: others draw
    load: name => loading[name] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = new URL(name, address)
      script.onload = resolve
      script.onerror = () => reject(new Error(`${script.src} cannot be loaded`))
      document.head.append(script)
    }),
  }
  const missed = part => {
    if (part !== "diagrams.js") return
    for (const figure of document.querySelectorAll(".arckit-diagram")) figure.classList.add("arckit-diagram--text")
  }
  const look = () => {
    const find = selector => document.querySelector(selector)
    document.documentElement.classList.toggle("arckit-strategy", !!find(".arckit-contents"))
    for (const selector in parts) {
      if (find(selector)) arckit.load(parts[selector]).catch(() => missed(parts[selector]))
    }
    document.dispatchEvent(new Event("arckit"))
  }
  const material = window.document$
  if (material && arckit.mermaid && !window.mermaid?.render) {
    // Material asks a CDN for a Mermaid that is not there.
    let settings
    window.mermaid = {
      initialize: given => { settings = given },
      render: async (...diagram) => {
        await arckit.load("diagrams.js")
        return arckit.render(settings, ...diagram)
      },
    }
  }
  // Material says when there is another page, but never on the disk.
  material?.subscribe(look)
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", look)
  else look()
})()
