"use strict";

// A session's calls that change something carry the CSRF token; a token's need none.
const withCsrf = (request) => {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (cookie && !["GET", undefined].includes(request.method)) {
    request.headers["X-CSRFToken"] = cookie[1];
  }
  return request;
};

window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({
    url: document.getElementById("document").dataset.schema,
    dom_id: "#document",
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    // Rooms first, then their calls: the whole list is longer than the page draws at once.
    docExpansion: "none",
    deepLinking: true,
    filter: true,
    validatorUrl: null,
    requestInterceptor: withCsrf,
  });
});
