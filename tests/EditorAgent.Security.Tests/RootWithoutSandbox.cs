using EditorAgent.Security.Tests.Cells;
using EditorAgent.Security.Tests.Judging;
using Xunit;

namespace EditorAgent.Security.Tests;

public sealed class RootWithoutSandbox(RootWithoutSandbox.Fixture cell, AttackReport report) : AttackCases(cell, report), IClassFixture<RootWithoutSandbox.Fixture>
{
    public sealed class Fixture() : CellFixture(new Cell(IsRoot: true, HasSandbox: false));
}
