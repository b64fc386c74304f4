// A file of its own: the page's policy runs no script that stands in the page.
SwaggerUIBundle({
  url: '/v1/swagger/doc.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
