import parts

with parts.page("prevalence", "x", ["dfe_cin_d2_2024"]):
    pass
