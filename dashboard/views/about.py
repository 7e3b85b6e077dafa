import parts

with parts.page("about", "x", ["dfe_cin_d2_2024"]):
    pass
