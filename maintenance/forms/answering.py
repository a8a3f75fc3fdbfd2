"""What a page asks about a notice."""

from django import forms

from maintenance.states import Answer

_LABELS = {
    Answer.ACCEPTED: "We accept it",
    Answer.DECLINED: "We decline it",
    Answer.QUESTION: "We have a question",
}


class AnswerForm(forms.Form):
    """`notice` is the number of the notice that the page showed, so that nobody answers another."""

    notice = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label="What do you say to it?",
        choices=[(one.value, label) for one, label in _LABELS.items()],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        required=False, label="In words", help_text="A question needs some.", widget=forms.Textarea(attrs={"rows": 3})
    )
