using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Index;
using EditorAgent.CodeIntelligence.Index.Questions;
using Xunit;

namespace EditorAgent.CodeIntelligence.Tests.Index.Questions;

/// <summary>The small solution of the answers' documentation: a core, a web project, tests.</summary>
public sealed class ShopWorkspace : IAsyncDisposable
{
    private readonly TemporaryWorkspace workspace = new();

    public ShopWorkspace()
    {
        this.Write("Shop.slnx", """<Solution><Folder Name="/src/"><Project Path="src/Core/Core.csproj" /></Folder><Project Path="src/Api/Api.csproj" /><Project Path="tests/Api.Tests/Api.Tests.csproj" /></Solution>""");
        this.Write("Directory.Build.props", "<Project><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        this.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        this.Write("src/Core/Core.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        this.Write("src/Api/Api.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFrameworks>net10.0;net9.0</TargetFrameworks></PropertyGroup><ItemGroup><ProjectReference Include="..\Core\Core.csproj" /></ItemGroup></Project>""");
        this.Write("tests/Api.Tests/Api.Tests.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="xunit.v3" /><ProjectReference Include="../../src/Api/Api.csproj" /></ItemGroup></Project>""");
        this.Write("src/Core/OrderService.cs", """
            namespace Shop.Core;

            public sealed class OrderService(IOrderStore store) : IOrders
            {
                /// <summary>Loads one order.</summary>
                [Cached]
                public Order? Load(int id)
                    => store.Find(id);

                public Order? Load(string key) => null;

                public async Task<Order[]> LoadAllAsync(CancellationToken cancellationToken)
                {
                    return [];
                }
            }
            """);
        this.Write("src/Core/Order.cs", "namespace Shop.Core;\n\npublic sealed partial record Order(int Id, string Name)\n{\n\tpublic int Total { get; init; }\n}\n");
        this.Write("src/Core/Order.Json.cs", "namespace Shop.Core;\n\npartial record Order\n{\n    public string ToJson() => \"\";\n}\n");
        this.Write("src/Core/Data/IOrderStore.cs", "namespace Shop.Core.Data;\n\npublic interface IOrderStore\n{\n    Order? Find(int id);\n}\n");
        this.Write("src/Core/Data/SqlOrderStore.cs", "namespace Shop.Core.Data;\n\ninternal sealed class SqlOrderStore : IOrderStore\n{\n    Order? IOrderStore.Find(int id) => null;\n}\n");
        this.Write("src/Api/Program.cs", "using Shop.Core;\n\nConsole.WriteLine();\n");
        this.Write("src/Api/OrderController.cs", "namespace Shop.Api;\n\npublic class OrderController\n{\n    public int Get(int id)\n    {\n        var order = new OrderService(null!).Load(id);\n        return order!.Id;\n    }\n\n    public enum State { New, Old }\n}\n");
        this.Write("tests/Api.Tests/OrderTests.cs", "namespace Shop.Api.Tests;\n\npublic class OrderTests\n{\n    [Fact]\n    public void Load_WhenUnknown_IsNull() { }\n\n    [Xunit.TheoryAttribute]\n    public void Other(int x) { }\n}\n");
        this.Index = new SyntaxIndex(this.Root, this.workspace.Cache, TimeProvider.System);
    }

    public static Coverage Coverage => new(0, 3, "syntax-only");

    public SyntaxIndex Index { get; }

    public string Root => this.workspace.Root;

    public void Write(string path, string text) => this.workspace.Write(path, text);

    public Task<CodeAnswer> OverviewAsync(string? scope, int depth, int budget = 6000) =>
        new OverviewQuestion(this.Index).AnswerAsync(new OverviewQuery(scope, depth, budget), Coverage, TestContext.Current.CancellationToken);

    public Task<CodeAnswer> FindAsync(string query, string? kind = null, string? scope = null, int max = 30) =>
        new FindSymbolQuestion(this.Index).AnswerAsync(new FindSymbolQuery(query, kind, scope, false, max, 6000), Coverage, TestContext.Current.CancellationToken);

    public Task<CodeAnswer> ReadAsync(string symbol, params string[] with) =>
        new ReadSymbolQuestion(this.Index, null).AnswerAsync(new ReadSymbolQuery([symbol], [.. with], 6000), Coverage, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await this.Index.DisposeAsync();
        this.workspace.Dispose();
    }
}
