namespace Pulumi;

/// <summary>The run that the calling code is part of: <see cref="Deployment.Instance"/>.</summary>
public sealed partial class DeploymentInstance
{
    internal DeploymentInstance(Deployment deployment) => Deployment = deployment;

    /// <summary>The stack's name.</summary>
    public string StackName => Deployment.Environment.Stack;

    /// <summary>The project's name.</summary>
    public string ProjectName => Deployment.Environment.Project;

    /// <summary>The organisation that the stack belongs to; <c>organization</c> where there are none.</summary>
    public string OrganizationName => Deployment.Environment.Organization;

    /// <summary>Whether this is a preview: nothing is created, and outputs may stay unknown.</summary>
    public bool IsDryRun => Deployment.Environment.IsDryRun;

    /// <summary>The folder with Pulumi.yaml.</summary>
    public string RootDirectory => Deployment.Environment.RootDirectory ?? throw new InvalidOperationException(
        "The Pulumi CLI version does not support root directory. Please update the Pulumi CLI.");

    internal Deployment Deployment { get; }

    /// <summary>Has every later call of a provider's function transformed.</summary>
    /// <param name="transform">Runs when the engine asks.</param>
    public void RegisterInvokeTransform(InvokeTransform transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        Deployment.RegisterTransform(transform);
    }

    /// <summary>Calls a provider's function. The result depends on the resources that the arguments came from.</summary>
    /// <typeparam name="T">A type with <see cref="OutputTypeAttribute"/>, or a dictionary.</typeparam>
    /// <param name="token">The function: <c>package:module:function</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Everything else.</param>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null)
        => Deployment.Invoke<T>(token, args, options, package: null);

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options)
        => Deployment.Invoke<T>(token, args, options, package: null);

    /// <summary>Calls a provider's function whose result has one property, and takes that.</summary>
    /// <typeparam name="T">The type of the property.</typeparam>
    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null)
        => InvokeSingle<T>(token, args, options, registerPackageRequest: null);

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options)
        => InvokeSingle<T>(token, args, (InvokeOptions)options, registerPackageRequest: null);

    /// <summary>Calls a provider's function at once; dependencies and secrecy of the arguments are lost.</summary>
    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions)"/>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null)
        => Deployment.InvokeAsync<T>(token, args, options, package: null);

    /// <summary>Calls a provider's function at once, for its effect.</summary>
    /// <param name="token">The function: <c>package:module:function</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Everything else.</param>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null)
        => Deployment.InvokeAsync<object>(token, args, options, package: null);

    /// <summary>Calls a provider's function at once, and takes the one property of its result.</summary>
    /// <typeparam name="T">The type of the property.</typeparam>
    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions)"/>
    public Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null)
        => InvokeSingleAsync<T>(token, args, options, registerPackageRequest: null);

    /// <summary>Calls a method of a resource. The provider says what the result depends on.</summary>
    /// <typeparam name="T">A type with <see cref="OutputTypeAttribute"/>, or a dictionary.</typeparam>
    /// <param name="token">The method: <c>package:module:Type/method</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="self">The resource.</param>
    /// <param name="options">Everything else.</param>
    public Output<T> Call<T>(string token, CallArgs args, Resource? self = null, CallOptions? options = null)
        => Deployment.Call<T>(token, args, self, options, package: null);

    /// <summary>Calls a method of a resource for its effect; the run waits for it.</summary>
    /// <inheritdoc cref="Call{T}(string, CallArgs, Resource, CallOptions)"/>
    public void Call(string token, CallArgs args, Resource? self = null, CallOptions? options = null)
        => Deployment.Call(token, args, self, options, package: null);
}
