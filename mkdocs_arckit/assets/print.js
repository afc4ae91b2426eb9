/* Says on every printed sheet when it was printed, which no style knows. */
addEventListener("beforeprint", () => {
  const now = new Date()
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(n => String(n).padStart(2, "0")).join("-")
  document.documentElement.style.setProperty("--arckit-printed", `"Printed ${day}"`)
})
