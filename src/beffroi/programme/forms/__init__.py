"""Forms of agreements, sheets and money: one module by noun."""
