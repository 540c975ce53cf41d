using E3.Infra;
using Pulumi;

return await Deployment.RunAsync<E3Stack>();
