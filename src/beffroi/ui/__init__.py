"""The design system: base page, components, gallery, map, charts, typography, menu registry."""
