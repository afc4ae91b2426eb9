// Material's search is a dialog without a name; its field has one, in the site's language.
document.querySelectorAll(".md-search[role=dialog]").forEach(dialog => {
  dialog.setAttribute("aria-label", dialog.querySelector("input").getAttribute("aria-label"))
})
// Its wide tables scroll, which keys can do only where they have the focus.
addEventListener("load", () => document.querySelectorAll(".md-typeset__scrollwrap").forEach(table => {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0
}))
