import parts

with parts.page("trends", "x", ["dfe_cin_d2_2024"]):
    pass
