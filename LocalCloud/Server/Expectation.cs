using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace E3.LocalCloud.Server;

/// <summary>
/// Requests that ask before they send their body (<c>Expect: 100-continue</c>). Whoever is refused then does not send it, and the next request on the same
/// connection would be taken for it: so a refusal is the last answer on its connection.
/// </summary>
internal static class Expectation
{
    /// <summary>Puts it before everything that may refuse.</summary>
    public static void Use(IApplicationBuilder app) => app.Use(next => context =>
    {
        if (context.Request.Headers.Expect.Count > 0)
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode >= StatusCodes.Status400BadRequest)
                    context.Response.Headers.Connection = "close";
                return Task.CompletedTask;
            });
        }

        return next(context);
    });
}
