using System.Collections.Immutable;
using E3.Engine.Properties;
using E3.Engine.Providers.DigitalOcean.Networking;
using E3.Engine.Providers.DigitalOcean.Projects;
using E3.Engine.Providers.DigitalOcean.Volumes;
using E3.Engine.Providers.Resources;

namespace E3.Engine.Providers.DigitalOcean.LookUps;

/// <summary>getVpc, getVolume, getReservedIp, getFirewall, getProject(s).</summary>
internal sealed class ResourceLookUps(Connection connection)
{
    private static readonly ImmutableArray<RecordField> ProjectFields =
    [
        new("id", PropertyKind.Text), new("name", PropertyKind.Text), new("description", PropertyKind.Text), new("purpose", PropertyKind.Text),
        new("environment", PropertyKind.Text), new("owner_uuid", PropertyKind.Text), new("owner_id", PropertyKind.Number), new("is_default", PropertyKind.Bool),
        new("created_at", PropertyKind.Text), new("updated_at", PropertyKind.Text), new("resources", PropertyKind.Set),
    ];

    private DigitalOceanApi Api => connection.Api;

    public IEnumerable<IFunction> All =>
    [
        new LookUp("getVpc", [PropertySpec.Text("id"), PropertySpec.Text("name"), PropertySpec.Text("region")], VpcAsync),
        new LookUp("getVolume",
            [PropertySpec.Text("name") with { Required = true }, PropertySpec.Text("region"), PropertySpec.Text("description")], VolumeAsync),
        new LookUp("getReservedIp", [PropertySpec.Text("ipAddress") with { Required = true }], ReservedIpAsync),
        new LookUp("getProject", [PropertySpec.Text("id"), PropertySpec.Text("name")], ProjectAsync),
        new RecordListing("getProjects", "projects", ProjectFields, async (_, cancel) => await ProjectsAsync(cancel)),
        // What else can be given is what is found.
        new LookUp("getFirewall",
            [PropertySpec.Text("firewallId") with { Required = true }, .. FirewallMapping.Schema.Inputs.Where(input => !input.IsName)], FirewallAsync),
    ];

    private async Task<PropertyMap> VpcAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var by = LookUp.OneOf(arguments, "id", "name", "region");
        var wanted = arguments.Text(by)!;
        var all = await Api.ListAsync<VpcList, Vpc>("/v2/vpcs", page => page.Vpcs, cancel);
        var vpc = LookUp.Only(
            all.FindAll(vpc => by == "id" ? vpc.Id == wanted : by == "name" ? vpc.Name == wanted : vpc.Region == wanted && vpc.Default),
            by == "region" ? $"default VPC of region {wanted}" : $"VPC with {by} {wanted}");
        return VpcResource.Outputs(vpc).Without("vpcUrn").Without(BridgeMeta.Key).With("urn", vpc.Urn);
    }

    private async Task<PropertyMap> VolumeAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var (name, region) = (arguments.Text("name")!, arguments.Text("region"));
        var all = await Api.ListAsync<VolumeList, Volume>($"/v2/volumes?name={Uri.EscapeDataString(name)}", page => page.Volumes, cancel);
        var volume = LookUp.Only(
            all.FindAll(volume => volume.Name == name && (region is null || volume.Region?.Slug == region)), $"volume with name {name}{(region is null ? "" : $" in {region}")}");
        return VolumeResource.Outputs(volume, PropertyMap.Empty).Without("volumeUrn").With("urn", "do:volume:" + volume.Id)
            .With("description", volume.Description ?? "").With("filesystemType", volume.FilesystemType ?? "").With("filesystemLabel", volume.FilesystemLabel ?? "");
    }

    private async Task<PropertyMap> ReservedIpAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var ip = arguments.Text("ipAddress")!;
        var found = LookUp.There(await ReservedIpActions.GetAsync(Api, ip, cancel), $"reserved IP {ip}");
        return PropertyMap.Empty
            .With("id", found.Ip)
            .With("ipAddress", found.Ip)
            .With("region", found.Region?.Slug ?? "")
            .With("urn", "do:reservedip:" + found.Ip)
            .With("dropletId", found.Droplet?.Id ?? 0);
    }

    // By neither id nor name it is the default project.
    private async Task<PropertyMap> ProjectAsync(PropertyMap arguments, CancellationToken cancel)
    {
        if (arguments.Text("name") is { } name && !arguments.ContainsKey("id"))
        {
            var all = await AllProjectsAsync(cancel);
            return await WithContentsAsync(LookUp.Only(all.FindAll(project => project.Name == name), $"project with name {name}"), cancel);
        }
        var id = arguments.Text("id") ?? ProjectContents.Default;
        return await WithContentsAsync(LookUp.There(await Api.Client.GetAsync<ProjectAnswer>(ProjectContents.PathOf(id), cancel), $"project with id {id}").Project, cancel);
    }

    private async Task<IEnumerable<PropertyMap>> ProjectsAsync(CancellationToken cancel)
    {
        var found = new List<PropertyMap>();
        foreach (var project in await AllProjectsAsync(cancel)) found.Add(await WithContentsAsync(project, cancel));
        return found;
    }

    private async Task<PropertyMap> FirewallAsync(PropertyMap arguments, CancellationToken cancel)
    {
        var id = arguments.Text("firewallId")!;
        var answer = await Api.Client.GetAsync<FirewallAnswer>(FirewallResource.PathOf(id), cancel);
        return FirewallMapping.ToOutputs(LookUp.There(answer, $"firewall with id {id}").Firewall).With("firewallId", id);
    }

    private Task<List<Project>> AllProjectsAsync(CancellationToken cancel) => Api.ListAsync<ProjectList, Project>("/v2/projects", page => page.Projects, cancel);

    private async Task<PropertyMap> WithContentsAsync(Project project, CancellationToken cancel) =>
        ProjectResourceType.Outputs(project, await ProjectContents.OfAsync(Api, project.Id, cancel)).Without(BridgeMeta.Key);
}
