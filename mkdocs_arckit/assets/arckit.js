/* Loads what a page needs of this folder. */
;(() => {
  // Not `document.currentScript`: an `<img name="currentScript">` of the page would take its place.
  const address = Reflect.get(Document.prototype, "currentScript", document).src
  const parts = {
    ".arckit-diagram": "diagrams.js",
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
    // A class, because styles that ask for it with `:has()` cost seconds where a page changes often.
    document.documentElement.classList.toggle("arckit-strategy", document.querySelector(".arckit-contents") !== null)
    for (const selector in parts) {
      if (document.querySelector(selector)) arckit.load(parts[selector]).catch(() => missed(parts[selector]))
    }
    document.dispatchEvent(new Event("arckit")) // for the parts that are here since an earlier page
  }
  // What no style knows, and every printed sheet says.
  addEventListener("beforeprint", () => {
    const now = new Date()
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(n => String(n).padStart(2, "0")).join("-")
    document.documentElement.style.setProperty("--arckit-printed", `"Printed ${day}"`)
  })
  const material = window.document$
  if (material && arckit.mermaid && !window.mermaid?.render) {
    // Material asks a CDN for a Mermaid that is not there; this one loads itself when needed.
    let settings
    window.mermaid = {
      initialize: given => { settings = given },
      render: async (...diagram) => {
        await arckit.load("diagrams.js")
        return arckit.render(settings, ...diagram)
      },
    }
  }
  // With instant navigation Material says when there is another page, but from the disk it never says anything.
  material?.subscribe(look)
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", look)
  else look()
})()
