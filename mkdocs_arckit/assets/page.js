// A copy button beside the title of each code block, on pages whose theme brings none.
(() => {
  const themes = () => {
    const config = document.querySelector("body > script#__config") // Material's, not something in a page's text
    return config !== null && JSON.parse(config.textContent).features.includes("content.code.copy")
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
        await window.arckit.load("copy.js")
        await window.arckit.copy(code.textContent)
        button.textContent = "Copied"
        setTimeout(() => (button.textContent = "Copy"), 2000)
      })
      title.append(button)
    }
  }

  addButtons()
  document.addEventListener("arckit", addButtons) // the next page, where a theme does not reload it
})()
