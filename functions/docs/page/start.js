// In its own file because the page's policy forbids inline scripts.
SwaggerUIBundle({
  url: '/v1/swagger/doc.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
