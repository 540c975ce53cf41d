using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Api.Http;

/// <summary>A request is refused: DigitalOcean's error id and message, and the status they go with.</summary>
internal sealed class ApiException(int status, string id, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Id { get; } = id;

    public static ApiException NotFound() =>
        new(StatusCodes.Status404NotFound, "not_found", "The resource you requested could not be found.");

    public static ApiException Unprocessable(string message) =>
        new(StatusCodes.Status422UnprocessableEntity, "unprocessable_entity", message);

    public static ApiException BadRequest(string message) => new(StatusCodes.Status400BadRequest, "bad_request", message);

    public static ApiException Conflict(string message) => new(StatusCodes.Status409Conflict, "conflict", message);

    public static ApiException Forbidden(string message) => new(StatusCodes.Status403Forbidden, "forbidden", message);

    public static ApiException PreconditionFailed(string message) =>
        new(StatusCodes.Status412PreconditionFailed, "precondition_failed", message);

    public static ApiException Unauthorized() =>
        new(StatusCodes.Status401Unauthorized, "Unauthorized", "Unable to authenticate you");

    public static ApiException TooManyRequests() =>
        new(StatusCodes.Status429TooManyRequests, "too_many_requests", "API Rate limit exceeded.");
}
