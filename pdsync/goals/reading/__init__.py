"""How a Doc's blocks become goals: lines, what each may be, the best path through them, the goals along it."""
