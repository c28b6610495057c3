"""From frozen data to the room's own papers."""

from movements.render.receipt import CODE, receipt, render_receipt

__all__ = ["CODE", "receipt", "render_receipt"]
