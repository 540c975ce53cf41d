using E3.Engine.Properties;
using E3.Engine.Providers;

namespace E3.Engine.Tests.Providers;

/// <summary>
/// State that the official engine and provider wrote, and what they answer: values of pulumi-digitalocean's own recordings
/// (provider/testdata/recorded/TestProviderUpgrade) and of what its bridge adds.
/// </summary>
[TestFixture]
internal sealed class OfficialStateTests() : ProviderFixture("digitalocean")
{
    private const string Droplet = "digitalocean:index/droplet:Droplet";
    private const string Vpc = "digitalocean:index/vpc:Vpc";
    private const string Volume = "digitalocean:index/volume:Volume";
    private const string Project = "digitalocean:index/project:Project";
    private const string ProjectResources = "digitalocean:index/projectResources:ProjectResources";
    private const string Firewall = "digitalocean:index/firewall:Firewall";

    private static PropertyMap DropletInputs => Values.Map(
        ("__defaults", new[] { "backups", "gracefulShutdown", "ipv6", "name", "resizeDisk" }), ("backups", false), ("gracefulShutdown", false),
        ("image", "ubuntu-24-04-x64"), ("ipv6", false), ("monitoring", true), ("name", "myDroplet-22ad87f"), ("region", "nyc3"), ("resizeDisk", true),
        ("size", "s-1vcpu-1gb"), ("sshKeys", new[] { "54:e7:cc:2e:99:e1:f8:fd:ce:a1:fa:64:e0:ed:80:9b" }), ("vpcUuid", "11c6374e-990b-4214-beb7-ce5acb47253a"));

    private static PropertyMap VolumeInputs => Values.Map(
        ("__defaults", new[] { "name" }), ("description", "My DigitalOcean volume"), ("filesystemType", "ext4"), ("name", "my-volume-2ba2433"), ("region", "nyc3"),
        ("size", 5));

    private static PropertyMap ProjectInputs => Values.Map(
        ("__defaults", new[] { "isDefault", "name", "purpose" }), ("description", "A sample DigitalOcean project created with Pulumi"),
        ("environment", "Development"), ("isDefault", false), ("name", "my_project-ede21ae"), ("purpose", "Web Application"));

    // As its bridge writes nested objects: each with a note of its own.
    private static PropertyMap FirewallInputs => Values.Map(
        ("__defaults", new[] { "name" }), ("name", "fw-1234567"),
        ("inboundRules", new[]
        {
            Values.Map(("__defaults", Array.Empty<string>()), ("protocol", "tcp"), ("portRange", "22"), ("sourceAddresses", new[] { "0.0.0.0/0", "::/0" })),
        }));

    private static IEnumerable<TestCaseData> Programs =>
    [
        new(Droplet, DropletInputs, Without(DropletInputs, "backups", "gracefulShutdown", "ipv6", "name", "resizeDisk")),
        new(Vpc, Values.Map(("__defaults", new[] { "name" }), ("name", "vpc-7146427"), ("region", "nyc3")), Values.Map(("region", "nyc3"))),
        new(Volume, VolumeInputs, Without(VolumeInputs, "name")),
        new(Project, ProjectInputs, Without(ProjectInputs, "isDefault", "name", "purpose")),
        new(ProjectResources, Values.Map(("__defaults", Array.Empty<string>()), ("project", "07a3ba25"), ("resources", Array.Empty<string>())),
            Values.Map(("project", "07a3ba25"), ("resources", Array.Empty<string>()))),
        new(Firewall, FirewallInputs, Values.Map(
            ("inboundRules", new[] { Values.Map(("protocol", "tcp"), ("portRange", "22"), ("sourceAddresses", new[] { "::/0", "0.0.0.0/0" })) }))),
    ];

    [SetUp]
    public Task Configure()
    {
        Api.On("GET /v2/regions", 200, """{"regions":[{"slug":"nyc3","available":true,"sizes":["s-1vcpu-1gb"]}],"links":{}}""");
        return ConfigureAsync(("apiEndpoint", Api.Address), ("token", "t0ken"), ("httpRetryWaitMin", "0.01"), ("httpRetryMax", "0"));
    }

    [TestCaseSource(nameof(Programs))]
    public async Task The_same_program_changes_nothing_of_a_state_that_the_official_engine_wrote(string type, object state, object program)
    {
        var inputs = await CheckedAsync(type, (PropertyMap)program, (PropertyMap)state);
        var outputs = ((PropertyMap)state).With("__meta", Values.Of("{\"schema_version\":\"1\"}"));
        var diff = await Provider.DiffAsync(new DiffRequest(Urn, type, "1", (PropertyMap)state, outputs, inputs), default);
        Assert.That(diff.Detailed.Keys, Is.Empty);
    }

    [Test]
    public async Task Defaults_are_checked_as_the_official_provider_does()
    {
        Assert.That(await CheckedAsync(Droplet, Without(DropletInputs, "backups", "gracefulShutdown", "ipv6", "name", "resizeDisk"), DropletInputs), Is.EqualTo(DropletInputs));
        Assert.That(await CheckedAsync(Volume, Without(VolumeInputs, "name"), VolumeInputs), Is.EqualTo(VolumeInputs));
        Assert.That((await CheckedAsync(Volume, Values.Map(("region", "nyc3"), ("size", 5))))["name"].Plain(), Does.Match("^thing-[0-9a-f]{7}$"));
    }

    [Test]
    public async Task A_VPCs_outputs_are_the_recorded_ones()
    {
        Api.On("POST /v2/vpcs", 201, """
            {"vpc":{"id":"11c6374e-990b-4214-beb7-ce5acb47253a","urn":"do:vpc:11c6374e-990b-4214-beb7-ce5acb47253a","name":"vpc-7146427","description":"",
            "region":"nyc3","ip_range":"10.108.16.0/20","created_at":"2024-06-14T10:30:49Z","default":false}}
            """);
        var created = await CreateAsync(Vpc, Values.Map(("name", "vpc-7146427"), ("region", "nyc3")));
        Assert.That(created.Outputs, Is.EqualTo(Values.Map(
            ("__meta", "{\"e2bfb730-ecaa-11e6-8f88-34363bc7c4c0\":{\"delete\":120000000000}}"), ("createdAt", "2024-06-14 10:30:49 +0000 UTC"), ("default", false),
            ("description", ""), ("id", "11c6374e-990b-4214-beb7-ce5acb47253a"), ("ipRange", "10.108.16.0/20"), ("name", "vpc-7146427"), ("region", "nyc3"),
            ("vpcUrn", "do:vpc:11c6374e-990b-4214-beb7-ce5acb47253a"))));
    }

    [Test]
    public async Task A_volumes_outputs_are_the_recorded_ones()
    {
        const string id = "26a3ee9d-2a39-11ef-9cf8-0a58ac146f98";
        Api.On("POST /v2/volumes", 201, $$"""
            {"volume":{"id":"{{id}}","name":"my-volume-2ba2433","description":"My DigitalOcean volume","region":{"slug":"nyc3"},"size_gigabytes":5,
            "filesystem_type":"ext4","filesystem_label":"","droplet_ids":[],"tags":[]} }
            """);
        var created = await CreateAsync(Volume, VolumeInputs);
        Assert.That(created.Outputs, Is.EqualTo(Values.Map(
            ("description", "My DigitalOcean volume"), ("dropletIds", Array.Empty<long>()), ("filesystemType", "ext4"), ("id", id), ("name", "my-volume-2ba2433"),
            ("region", "nyc3"), ("size", 5), ("tags", Array.Empty<string>()), ("volumeUrn", "do:volume:" + id))));
    }

    [Test]
    public async Task A_projects_outputs_are_the_recorded_ones()
    {
        const string id = "07a3ba25-9a78-4712-bdb2-ad65e18ff519";
        Api.On("POST /v2/projects", 201, $$"""
            {"project":{"id":"{{id}}","owner_uuid":"1faa7fb3-d49e-4f43-8441-2fec818f06c5","owner_id":13463203,"name":"my_project-ede21ae",
            "description":"A sample DigitalOcean project created with Pulumi","purpose":"Web Application","environment":"Development","is_default":false,
            "created_at":"2024-06-14T10:31:50Z","updated_at":"2024-06-14T10:31:50Z"} }
            """).On($"GET /v2/projects/{id}/resources", 200, """{"resources":[],"links":{}}""");
        var created = await CreateAsync(Project, ProjectInputs);
        Assert.That(created.Outputs, Is.EqualTo(Values.Map(
            ("__meta", "{\"e2bfb730-ecaa-11e6-8f88-34363bc7c4c0\":{\"delete\":180000000000}}"), ("createdAt", "2024-06-14T10:31:50Z"),
            ("description", "A sample DigitalOcean project created with Pulumi"), ("environment", "Development"), ("id", id), ("isDefault", false),
            ("name", "my_project-ede21ae"), ("ownerId", 13463203), ("ownerUuid", "1faa7fb3-d49e-4f43-8441-2fec818f06c5"), ("purpose", "Web Application"),
            ("resources", Array.Empty<string>()), ("updatedAt", "2024-06-14T10:31:50Z"))));
    }

    [Test]
    public async Task A_droplets_outputs_have_the_recorded_names_and_values()
    {
        Api.On("GET /v2/droplets", 200, """{"droplets":[],"links":{}}""").On("POST /v2/droplets", 202, Answer("new")).On("GET /v2/droplets/425728444", 200, Answer("active"));
        var created = await CreateAsync(Droplet, DropletInputs);
        var recorded = Values.Map(
            ("__meta", "{\"e2bfb730-ecaa-11e6-8f88-34363bc7c4c0\":{\"create\":3600000000000,\"delete\":60000000000,\"update\":3600000000000},\"schema_version\":\"1\"}"),
            ("backups", false), ("createdAt", "2024-06-14T10:30:49Z"), ("disk", 25), ("dropletUrn", "do:droplet:425728444"), ("gracefulShutdown", false),
            ("id", "425728444"), ("image", "ubuntu-24-04-x64"), ("ipv4Address", "138.197.28.143"), ("ipv4AddressPrivate", "10.108.16.2"), ("ipv6", false),
            ("ipv6Address", ""), ("locked", false), ("memory", 1024), ("monitoring", true), ("name", "myDroplet-22ad87f"), ("priceHourly", 0.00893),
            ("priceMonthly", 6), ("privateNetworking", true), ("region", "nyc3"), ("resizeDisk", true), ("size", "s-1vcpu-1gb"),
            ("sshKeys", new[] { "54:e7:cc:2e:99:e1:f8:fd:ce:a1:fa:64:e0:ed:80:9b" }), ("status", "active"), ("tags", Array.Empty<string>()), ("vcpus", 1),
            ("volumeIds", Array.Empty<string>()), ("vpcUuid", "11c6374e-990b-4214-beb7-ce5acb47253a"));
        // The recording is from before there was public_networking.
        Assert.That(created.Outputs, Is.EqualTo(recorded.With("publicNetworking", Values.Of(true))));
    }

    [Test]
    public async Task A_name_that_the_program_gave_is_freed_before_the_new_one_takes_it()
    {
        var given = DropletInputs.With("__defaults", Values.Of(Array.Empty<string>()));
        foreach (var (inputs, deletesFirst) in new[] { (given, true), (DropletInputs, false) })
        {
            var diff = await Provider.DiffAsync(new DiffRequest(Urn, Droplet, "1", inputs, inputs, inputs.With("region", Values.Of("ams3"))), default);
            Assert.That((diff.Detailed["region"].Replaces, diff.DeleteBeforeReplace), Is.EqualTo((true, deletesFirst)));
        }
    }

    private static PropertyMap Without(PropertyMap inputs, params string[] names) =>
        names.Append("__defaults").Aggregate(inputs, (left, name) => left.Without(name));

    private static string Answer(string status) => $$"""
        {"droplet":{"id":425728444,"name":"myDroplet-22ad87f","memory":1024,"vcpus":1,"disk":25,"locked":false,"status":"{{status}}","created_at":"2024-06-14T10:30:49Z",
        "features":["monitoring","droplet_agent","private_networking"],"image":{"id":1,"slug":"ubuntu-24-04-x64"},
        "size":{"slug":"s-1vcpu-1gb","price_hourly":0.00893,"price_monthly":6},"size_slug":"s-1vcpu-1gb","region":{"slug":"nyc3","available":true},
        "networks":{"v4":[{"ip_address":"138.197.28.143","type":"public"},{"ip_address":"10.108.16.2","type":"private"}],"v6":[]},
        "tags":["e3-0123456789abcdef"],"volume_ids":[],"vpc_uuid":"11c6374e-990b-4214-beb7-ce5acb47253a"},"links":{} }
        """;
}
