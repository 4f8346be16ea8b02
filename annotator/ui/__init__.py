"""The window: the only part that knows Qt. `workspace` decides, `text_view` paints, `main_window` arranges."""
