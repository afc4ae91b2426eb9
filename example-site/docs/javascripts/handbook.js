// Material's search is a dialog without a name; its field has one, in the site's language.
document.querySelectorAll(".md-search[role=dialog]").forEach(dialog => {
  dialog.setAttribute("aria-label", dialog.querySelector("input").getAttribute("aria-label"))
})
