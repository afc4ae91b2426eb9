// Puts a text on the clipboard; `place` is what may hold an element for it meanwhile, such as an open dialog.
window.arckit.copy = async (text, place = document.body) => {
  try {
    await navigator.clipboard.writeText(text)
  } catch { // no permission, or no HTTPS: the old way
    const area = document.createElement("textarea")
    area.value = text
    place.append(area)
    area.select()
    document.execCommand("copy")
    area.remove()
  }
}
