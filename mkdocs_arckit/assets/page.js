// A copy button beside the title of each code block, on pages whose theme brings none.
(() => {
  const themes = () => {
    const config = document.getElementById("__config")
    return config !== null && JSON.parse(config.textContent).features.includes("content.code.copy")
  }
  const copy = async text => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text)
    const area = document.createElement("textarea") // without https there is no clipboard
    area.value = text
    document.body.append(area)
    area.select()
    document.execCommand("copy")
    area.remove()
  }
  const addButtons = () => {
    if (themes()) return
    for (const title of document.querySelectorAll(".arckit .filename:not(:has(button))")) {
      const code = title.parentElement.querySelector("code")
      if (!code) continue
      const button = document.createElement("button")
      button.type = "button"
      button.className = "arckit-copy"
      button.textContent = "Copy"
      button.setAttribute("aria-label", `Copy ${title.textContent}`)
      button.addEventListener("click", async () => {
        await copy(code.textContent)
        button.textContent = "Copied"
        setTimeout(() => (button.textContent = "Copy"), 2000)
      })
      title.append(button)
    }
  }
  if (window.document$) window.document$.subscribe(addButtons) // Material, with navigation.instant too
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", addButtons)
  else addButtons()
})()
