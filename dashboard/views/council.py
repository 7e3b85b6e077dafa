import parts

with parts.page("council", "x", ["dfe_cin_d2_2024"]):
    pass
