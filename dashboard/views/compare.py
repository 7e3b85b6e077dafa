import parts

with parts.page("compare", "x", ["dfe_cin_d2_2024"]):
    pass
