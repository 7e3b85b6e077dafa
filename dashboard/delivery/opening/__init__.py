"""What a browser has while a page opens, before Streamlit has started."""
