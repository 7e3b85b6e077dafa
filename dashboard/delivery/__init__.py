"""How pages reach a browser: everything that touches the toolkit's internals is here.

`door/` looks at what comes in, `opening/` is what a page has before Streamlit has started; beside
them stand files and tables that are served without it, and what operators see.
"""
