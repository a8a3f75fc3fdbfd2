from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from hostops.alerts import mailbox
from hostops.web.pages import Page

_PER_PAGE = 25


class MailPage(Page):
    """For staff, and only where mails are files: elsewhere they are in people's own inboxes."""

    def permit(self) -> None:
        if not mailbox.is_file_based() or not self.reader.is_staff_member:
            raise Http404


class MailsPage(MailPage):
    template_name = "alerts/mails.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        page = Paginator(mailbox.names(), _PER_PAGE).get_page(request.GET.get("page"))
        files = [(name, mailbox.mails_in(name)) for name in page]
        return self.show(page=page, files=[(name, mails) for name, mails in files if mails])


class MailFilePage(MailPage):
    template_name = "alerts/mail.html"

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        mails = mailbox.mails_in(name)
        if not mails:
            raise Http404
        return self.show(name=name, mails=mails)
