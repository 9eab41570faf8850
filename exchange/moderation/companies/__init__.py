"""A company as the desk knows it: what it stated, what a register says, its sites and permits, what happened."""
