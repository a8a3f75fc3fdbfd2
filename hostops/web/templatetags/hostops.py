"""Tags of every template: instants, durations, states, text."""

from django import template

register = template.Library()
