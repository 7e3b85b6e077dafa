"""The script behind Copy buttons and addresses: one listener for the page, whatever comes and goes.

The fact a newcomer gets wrong: the server does not write a page's foot again when only a fragment
runs, so what it wrote there of the reader's choices may be old. The browser's address never is.
"""

import streamlit as st

SCRIPT = """
// Put the address as it stands into the texts that hold one, pinned to a version where they are.
const fill = () => {
  for (const place of document.querySelectorAll(".address")) {
    const address = new URL(location.href);
    address.hash = "";
    address.searchParams.delete("data");
    if (place.dataset.pin) address.searchParams.set("data", place.dataset.pin);
    place.textContent = address.href;
  }
};
const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text.textContent);
    return "Copied";
  } catch {  // no permission: leave it selected, for the reader's own command
    getSelection().selectAllChildren(text);
    return "Selected";
  }
};
export default ({ parentElement }) => {
  const spoken = parentElement.querySelector("[role=status]");
  const copy = async ({ target }) => {
    const button = target.closest?.("button.copy");
    if (!button) return;
    fill();
    button.textContent = spoken.textContent = await copied(button.previousElementSibling);
    setTimeout(() => { button.textContent = "Copy"; spoken.textContent = ""; }, 3000);
  };
  document.addEventListener("click", copy);
  document.addEventListener("toggle", fill, true);  // it does not bubble
  const open = setInterval(() => document.querySelector("details[open] .address") && fill(), 500);
  addEventListener("beforeprint", fill);
  document.documentElement.toggleAttribute("data-copies", true);  // and the buttons are shown
  return () => {
    document.documentElement.toggleAttribute("data-copies", false);
    clearInterval(open);
    removeEventListener("beforeprint", fill);
    document.removeEventListener("click", copy);
    document.removeEventListener("toggle", fill, true);
  };
};
"""
_mount = st.components.v2.component(
    "copying", html='<p class="spoken" role="status"></p>', js=SCRIPT, isolate_styles=False
)


def listen() -> None:
    """Put the listener on the page; each page does so once."""
    with st.container(key="live-copying"):
        _mount(key="copying")
