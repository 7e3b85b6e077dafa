import parts

with parts.page("map", "x", ["dfe_cin_d2_2024"]):
    pass
