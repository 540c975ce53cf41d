using System.Collections.Immutable;

namespace Pulumi;

// The same calls to providers of parameterised packages.
public sealed partial class DeploymentInstance
{
    /// <param name="token">The function: <c>package:module:function</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="registerPackageRequest">The package.</param>
    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> Invoke<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest)
        => Deployment.Invoke<T>(token, args, options, registerPackageRequest);

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions, RegisterPackageRequest)"/>
    public Output<T> Invoke<T>(
        string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest)
        => Deployment.Invoke<T>(token, args, options, registerPackageRequest);

    /// <param name="token">The function: <c>package:module:function</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="registerPackageRequest">The package.</param>
    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> InvokeSingle<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest)
        => Deployment.Invoke<ImmutableDictionary<string, T>>(token, args, options, registerPackageRequest)
            .Apply(result => result.Values.First());

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions, RegisterPackageRequest)"/>
    public Output<T> InvokeSingle<T>(
        string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest)
        => InvokeSingle<T>(token, args, (InvokeOptions)options, registerPackageRequest);

    /// <param name="token">The function: <c>package:module:function</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="registerPackageRequest">The package.</param>
    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions)"/>
    public Task<T> InvokeAsync<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest)
        => Deployment.InvokeAsync<T>(token, args, options, registerPackageRequest);

    /// <param name="token">The function: <c>package:module:function</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="registerPackageRequest">The package.</param>
    /// <inheritdoc cref="InvokeAsync(string, InvokeArgs, InvokeOptions)"/>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest)
        => Deployment.InvokeAsync<object>(token, args, options, registerPackageRequest);

    /// <param name="token">The function: <c>package:module:function</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="registerPackageRequest">The package.</param>
    /// <inheritdoc cref="InvokeSingleAsync{T}(string, InvokeArgs, InvokeOptions)"/>
    public async Task<T> InvokeSingleAsync<T>(
        string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest)
        => (await Deployment.InvokeAsync<ImmutableDictionary<string, T>>(token, args, options, registerPackageRequest)).Values.First();

    /// <param name="token">The method: <c>package:module:Type/method</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="self">The resource.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="registerPackageRequest">The package.</param>
    /// <inheritdoc cref="Call{T}(string, CallArgs, Resource, CallOptions)"/>
    public Output<T> Call<T>(
        string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? registerPackageRequest)
        => Deployment.Call<T>(token, args, self, options, registerPackageRequest);

    /// <param name="token">The method: <c>package:module:Type/method</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="self">The resource.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="registerPackageRequest">The package.</param>
    /// <inheritdoc cref="Call(string, CallArgs, Resource, CallOptions)"/>
    public void Call(string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? registerPackageRequest)
        => Deployment.Call(token, args, self, options, registerPackageRequest);
}
