"""Every check is shown to fail on the figure it is there to catch, and to examine something."""

import shutil

import duckdb
import pytest

from etl.checks import DATABASE, failing, run_checks
from etl.errors import Refusal

# Check → an edit of the built database after which it must fail.
BREAKS = {
    "bounds_are_wide_enough": "UPDATE council_year SET sexual_plans_max = 4 "
    "WHERE sexual_plans_status = 'suppressed'",
    "chance_tells_no_hidden_number": "UPDATE change_year SET rate_change = 0.1 "
    "WHERE cannot_tell_because = 'hidden'",
    "classes_partition_the_year": "UPDATE class_count SET councils = councils + 1 "
    "WHERE year_ending = 2024 AND class = 'none'",
    "councils_a_year": "DELETE FROM council_year WHERE year_ending = 2019 "
    "AND council_name = 'Slough'",
    "councils_are_those_in_existence": "DELETE FROM council_year WHERE year_ending = 2024 "
    "AND council_name = 'Slough'",
    "every_category_is_there": "DELETE FROM plan WHERE category = 'not_recorded' "
    "AND year_ending = 2012 AND basis = 'latest'",
    "every_column_is_described": "COMMENT ON COLUMN plan.value IS NULL",
    "every_gap_has_a_reason": "UPDATE meta_column SET status_column = NULL "
    "WHERE column_name = 'sexual_rate_low'",
    "every_council_has_a_shape": "DELETE FROM shape WHERE council_code = 'E09000001'",
    "every_council_year_has_children": "DELETE FROM population WHERE mid_year = 2017 "
    "AND area_code = 'E06000039'",
    "flags_name_counts": "UPDATE quality_flag SET counted = 'assessments' "
    "WHERE counted = 'assessments_sexual_abuse'",
    "indicator_sources_are_listed": "UPDATE meta_indicator SET sources = ['nowhere']",
    "inspections_name_councils": "UPDATE inspection SET council_name = 'Leeds' "
    "WHERE council_name = 'York'",
    "known_faults_still_stand": "UPDATE plan SET value = 292 WHERE area_code = 'E08000036' "
    "AND year_ending = 2016 AND category = 'all' AND flow = 'started'",
    "every_figure_is_whole": "UPDATE every_figure SET source_ids = [] WHERE measure = 'referrals'",
    "measures_agree": "UPDATE every_figure SET status = 'not_applicable' "
    "WHERE measure = 'plans_per_100_csa_assessments' AND status = 'suppressed'",
    "measures_respect_suppression": "UPDATE measure_figure SET value = 1 "
    "WHERE status = 'suppressed'",
    "neighbours_are_ten": "DELETE FROM neighbour WHERE position = 4 AND council_code = 'E06000039'",
    "no_empty_column_year": "UPDATE council_year SET cse_assessments = NULL "
    "WHERE year_ending = 2021",
    "no_reason_is_lost": "UPDATE measure_figure SET status = 'not_applicable' "
    "WHERE measure = 'sexual_share' AND counted_status = 'suppressed'",
    "no_row_gives_a_number_away": "UPDATE plan SET value = 9, status = 'published', symbol = NULL "
    "WHERE status = 'withheld'",
    "no_suppressed_cell_has_a_value": "UPDATE council_year SET sexual_rate_per_1000 = 0.1 "
    "WHERE sexual_plans_status = 'suppressed'",
    "offences_add_up": "UPDATE offence_total SET value = value + 1 WHERE area_level = 'england' "
    "AND name = 'offence_86' AND year_ending = 2023",
    "parts_sum_to_total": "UPDATE plan SET value = value + 1 WHERE area_code = 'E08000025' "
    "AND year_ending = 2013 AND flow = 'started' AND basis = 'initial' AND category = 'neglect'",
    "published_claims_agree": "UPDATE claim_check SET verdict = 'differs' "
    "WHERE claim = 'plans_2024'",
    "review_findings_are_whole": "UPDATE review_finding SET value = 28 "
    "WHERE finding_id = 'nr_under_six'",
    "status_is_known": "UPDATE plan SET status = 'not_applicable' WHERE symbol = 'c'",
    "totals_are_the_publishers": "UPDATE england_year SET sexual_plans = 2163 "
    "WHERE year_ending = 2024",
}


@pytest.fixture
def broken(real_database, tmp_path):
    """broken(sql) → a connection to a copy of the real database with that edit made."""
    copy = tmp_path / "copy.duckdb"
    shutil.copy(real_database, copy)
    connection = duckdb.connect(str(copy))

    def edited(sql: str) -> duckdb.DuckDBPyConnection:
        ((changed,),) = connection.execute(sql).fetchall() or ((1,),)
        assert changed, "the edit changed nothing, so it proves nothing"
        return connection

    yield edited
    connection.close()


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_the_check_fails_on_a_broken_figure(broken, name):
    connection = broken(BREAKS[name])
    assert name in failing(connection, DATABASE / f"{name}.sql")


@pytest.mark.parametrize(
    "edit",
    [
        "DELETE FROM offence WHERE area_code = 'E23000034' AND year_ending = 2016",
        "DELETE FROM offence WHERE area_code = 'BTP' AND offence_code = '73'",
        "DELETE FROM police_force_elsewhere WHERE force_code = 'W15000002'",
        "UPDATE council SET police_force_code = 'E23000098' WHERE council_name = 'Slough'",
        "UPDATE area_count SET value = value + 1 WHERE area_code = 'E23000034' "
        "AND year_ending = 2016 AND name = 'residents_aged_0_to_17'",
    ],
)
def test_the_check_of_offences_sees_each_way_that_they_are_not_whole(broken, edit):
    connection = broken(edit)
    assert failing(connection, DATABASE / "offences_add_up.sql")


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE change_year SET verdict = 'fall' WHERE cannot_tell_because = 'hidden'",
        "UPDATE pooled_3_year SET sexual_plans_max = sexual_plans_max - 1 "
        "WHERE sexual_plans_status = 'suppressed'",
        "UPDATE pooled_3_year SET sexual_plans = 7 WHERE sexual_plans_status = 'suppressed'",
        "UPDATE hidden_together SET councils_hidden = 9 WHERE year_ending = 2024",
        "UPDATE headline SET modelled_high = possibly_below + 1",
    ],
)
def test_the_check_of_chance_sees_each_way_to_tell_a_hidden_number(broken, edit):
    connection = broken(edit)
    assert failing(connection, DATABASE / "chance_tells_no_hidden_number.sql")


def test_the_check_of_measures_sees_each_column_that_disagrees_in_one_row(broken):
    """Values by a tenth of themselves, statuses, and either bound."""
    of_area = [
        f"{column} = {column} * 1.1"
        for column in (
            "sexual_plans",
            "sexual_plans_min",
            "sexual_plans_max",
            "sexual_rate_per_1000",
            "sexual_rate_min",
            "sexual_rate_max",
            "sexual_share",
            "csa_assessments_per_1000",
            "cse_assessments_per_1000",
            "plans_per_100_csa_assessments",
        )
    ] + [
        f"{column}_status = 'withheld'"
        for column in (
            "sexual_plans",
            "all_plans",
            "sexual_rate",
            "csa_assessments",
            "cse_assessments",
            "plans_per_100_csa_assessments",
        )
    ]
    compared = "council_code = 'E08000025' AND measure = 'sexual_plan_rate'"
    edits = [
        *(f"england_year SET {each} WHERE year_ending = 2024" for each in of_area),
        *(
            f"region_year SET {each} WHERE year_ending = 2024 AND region_code = 'E12000008'"
            for each in of_area
        ),
        *(
            f"{table} SET {bound} = NULL WHERE year_ending = 2024 AND {row}"
            for table, bound, row in (
                ("comparison", "value_min", compared),
                ("comparison", "value_max", compared),
                ("council_year", "sexual_plans_min", "council_code = 'E08000025'"),
                ("council_year", "sexual_plans_max", "council_code = 'E08000025'"),
                ("area_rate", "rate_min", "area_code = 'E08000025' AND measure = 'sexual_plans'"),
                ("area_rate", "rate_max", "area_code = 'E08000025' AND measure = 'sexual_plans'"),
            )
        ),
    ]
    connection = broken("SELECT 1")
    for edit in edits:
        connection.execute("BEGIN")
        assert connection.execute(f"UPDATE {edit}").fetchall() == [(1,)], edit
        assert failing(connection, DATABASE / "measures_agree.sql"), edit
        connection.execute("ROLLBACK")
    assert not failing(connection, DATABASE / "measures_agree.sql")


def test_every_check_has_a_break_that_proves_it():
    assert {f.stem for f in DATABASE.glob("*.sql")} == set(BREAKS)


def test_a_check_that_examines_nothing_has_not_passed(tmp_path, real_database):
    empty = tmp_path / "checks"
    empty.mkdir()
    (empty / "hollow.sql").write_text("SELECT 0; SELECT 1 WHERE FALSE;")
    with (
        duckdb.connect(str(real_database), read_only=True) as connection,
        pytest.raises(Refusal, match="hollow: it had nothing to examine"),
    ):
        run_checks(connection, empty)


def test_the_message_names_the_failing_rows(broken):
    connection = broken(BREAKS["parts_sum_to_total"])
    message = failing(connection, DATABASE / "parts_sum_to_total.sql")
    assert "E08000025" in message and "2013" in message and "of" in message
