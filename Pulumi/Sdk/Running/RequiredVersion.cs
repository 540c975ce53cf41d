using Grpc.Core;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Ends the program unless the engine's version lies in a range. Inside a run only.</summary>
    /// <param name="pulumiVersionRange">
    /// Semantic versions with operators, <c>||</c> between alternatives: <c>&gt;=3.5.0 !3.7.7 || &gt;4.0.0</c>.
    /// </param>
    public static Task RequirePulumiVersionAsync(string pulumiVersionRange)
    {
        var deployment = Required;
        var required = RequireAsync();
        deployment.InFlight.Add(required);
        return required;

        async Task RequireAsync()
        {
            try
            {
                await deployment.Connection.Engine.RequirePulumiVersionAsync(new() { PulumiVersionRange = pulumiVersionRange });
            }
            catch (RpcException old) when (old.StatusCode == StatusCode.Unimplemented)
            {
                throw new RunException(
                    "The installed version of the CLI does not support the `RequirePulumiVersion` RPC. Please upgrade the Pulumi CLI");
            }
            catch (RpcException unfit)
            {
                throw new RunException(unfit.Status.Detail);
            }
        }
    }
}
