"""The document tree written out: JSON, Excel, PDF and (prose only) HTML. Every writer walks the same plain values."""
