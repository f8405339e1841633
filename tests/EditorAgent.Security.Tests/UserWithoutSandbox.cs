using EditorAgent.Security.Tests.Cells;
using EditorAgent.Security.Tests.Judging;
using Xunit;

namespace EditorAgent.Security.Tests;

public sealed class UserWithoutSandbox(UserWithoutSandbox.Fixture cell, AttackReport report) : AttackCases(cell, report), IClassFixture<UserWithoutSandbox.Fixture>
{
    public sealed class Fixture() : CellFixture(new Cell(IsRoot: false, HasSandbox: false));
}
