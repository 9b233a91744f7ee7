window.addEventListener("load", () => {
  window.ui = SwaggerUIBundle({
    dom_id: "#api",
    url: "openapi.json",
    deepLinking: true,
    displayRequestDuration: true,
    validatorUrl: null,
  });
});
