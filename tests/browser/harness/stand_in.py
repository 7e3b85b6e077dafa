"""Puts the invented country in the place of the dashboard's database: to be imported first."""

import sys

import database

import dashboard

sys.modules["dashboard.database"] = dashboard.database = database
