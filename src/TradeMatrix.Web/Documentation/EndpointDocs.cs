using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TradeMatrix.Web.Errors;

namespace TradeMatrix.Web.Documentation;

/// <summary>What the API's description says of an endpoint that reads its request itself.</summary>
internal static class EndpointDocs
{
    /// <summary>A JSON body with an example.</summary>
    public static RouteHandlerBuilder WithJsonBody<T>(this RouteHandlerBuilder endpoint, string example) => endpoint.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(T), cancellationToken: cancellationToken).ConfigureAwait(false), Example = JsonNode.Parse(example) },
            },
        });

    /// <summary>A body of another type.</summary>
    public static RouteHandlerBuilder WithBody(this RouteHandlerBuilder endpoint, string mediaType) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [mediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
        };
        return Task.CompletedTask;
    });

    /// <summary>Parameters of the query, each with its meaning and an example.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder endpoint, params (string Name, string Meaning, string Example)[] parameters) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Parameters ??= [];
        foreach (var (name, meaning, example) in parameters)
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = meaning, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example });
        return Task.CompletedTask;
    });

    /// <summary>A JSON answer, with an example.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, T example, int status = 200) => endpoint.Produces<T>(status).AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Responses![status.ToString(CultureInfo.InvariantCulture)].Content!["application/json"].Example = JsonSerializer.SerializeToNode(example, ErrorHandling.Json);
        return Task.CompletedTask;
    });

    /// <summary>A picture as the answer.</summary>
    public static RouteHandlerBuilder AnswersPicture(this RouteHandlerBuilder endpoint) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Responses!["200"] = new OpenApiResponse
        {
            Description = "The picture",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["image/png"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
        };
        return Task.CompletedTask;
    });

    /// <summary>The ways in which every endpoint can fail.</summary>
    public static RouteGroupBuilder WithErrors(this RouteGroupBuilder group)
    {
        foreach (var status in (int[])[400, 401, 403, 404, 429, 503]) group.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ErrorAnswer), ["application/problem+json"]));
        return group;
    }
}
