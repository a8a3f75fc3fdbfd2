"""Addresses of the security pages."""

from django.urls import URLPattern, path

from maintenance.security.views import blocks, code, labour, numbers, response_acts, responses, shutdowns, tests

__all__ = ["numbers", "urlpatterns"]

_STEPS = {
    "act": response_acts.ActFirstPage,
    "notify": response_acts.NotifyPage,
    "tell": response_acts.TellPage,
    "widen": response_acts.WidenPage,
    "labour": response_acts.LabourPage,
    "shut-down": response_acts.ShutDownPage,
    "close": response_acts.ClosePage,
    "reopen": response_acts.ReopenPage,
}

urlpatterns: list[URLPattern] = [
    path("", responses.ResponsesPage.as_view(), name="security"),
    path("find/", responses.ResponseFind.as_view(), name="security_find"),
    path("new/", response_acts.OpenPage.as_view(), name="security_new"),
    path("code/", code.CodesPage.as_view(), name="custom_codes"),
    path("code/new/", code.CodeRegisterPage.as_view(), name="custom_code_new"),
    path("code/<int:pk>/", code.CodePage.as_view(), name="custom_code"),
    path("code/<int:pk>/change/", code.CodeChangePage.as_view(), name="custom_code_change"),
    path("code/<int:pk>/retire/", code.CodeRetirePage.as_view(), name="custom_code_retire"),
    path("code/<int:code>/response/", response_acts.OpenPage.as_view(), name="security_new_on_code"),
    path("labour/", labour.LabourPage.as_view(), name="labour_lines"),
    path("labour/labour.csv", labour.LabourCsv.as_view(), name="labour_csv"),
    path("labour/<int:pk>/withdraw/", labour.LabourWithdrawPage.as_view(), name="labour_withdraw"),
    path("shutdowns/", shutdowns.ShutdownsPage.as_view(), name="shutdowns"),
    path("shutdowns/<int:pk>/", shutdowns.ShutdownPage.as_view(), name="shutdown"),
    path("shutdowns/<int:pk>/answer/", shutdowns.ShutdownAnswerPage.as_view(), name="shutdown_answer"),
    path("shutdowns/<int:pk>/lift/", shutdowns.ShutdownLiftPage.as_view(), name="shutdown_lift"),
    path("tests/", tests.TestsPage.as_view(), name="penetration_tests"),
    path("tests/new/", tests.TestAnnouncePage.as_view(), name="penetration_test_new"),
    path("tests/<int:pk>/", tests.TestPage.as_view(), name="penetration_test"),
    path("tests/<int:pk>/withdraw/", tests.TestWithdrawPage.as_view(), name="penetration_test_withdraw"),
    path("blocks/", blocks.BlocksPage.as_view(), name="blocks"),
    path("blocks/new/", blocks.BlockSetPage.as_view(), name="block_new"),
    path("blocks/<int:pk>/", blocks.BlockPage.as_view(), name="block"),
    path("blocks/<int:pk>/lift/", blocks.BlockLiftPage.as_view(), name="block_lift"),
    path("<security:pk>/", responses.ResponsePage.as_view(), name="security_response"),
    *(
        path(f"<security:pk>/{step}/", page.as_view(), name=f"security_{step.replace('-', '_')}")
        for step, page in _STEPS.items()
    ),
]
